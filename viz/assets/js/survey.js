// What the filters leave: trials, the uses and measures in them, every node with its trials, and counts for the filters.

import { MEASURE_FACET, TRIAL_FACETS, USE_FACETS } from "./facets.js";

function add(map, key, trial) {
  const list = map.get(key);
  if (!list) map.set(key, [trial]);
  else if (list[list.length - 1] !== trial) list.push(trial);
}

function allows(basis, link) {
  return (link.basis & basis) !== 0;
}

export function survey(graph, state) {
  const basis = Number(state.basis);
  const within = state.under ? graph.subtree(graph.node(state.under)?.id) : null;
  const narrowed = !state.untouched("role") || !state.untouched("kind");
  const found = { trials: [], parts: new Map(), trialsOf: new Map(), counts: {}, years: new Map() };
  for (const facet of [...TRIAL_FACETS, ...USE_FACETS, MEASURE_FACET]) found.counts[facet.id] = new Map();

  for (const trial of graph.trials) {
    const parts = partsOf(graph, trial, state, basis);
    const failed = TRIAL_FACETS.filter((facet) => !facet.read(trial).some((value) => state[facet.id].has(value)));
    const inTime = !(state.since && !(trial.year >= Number(state.since))) && !(state.until && !(trial.year <= Number(state.until)));
    const inSubtree = !within || parts.conditions.some((end) => within.has(end.id));
    if (!inSubtree || failed.length > 1) continue;
    const used = parts.uses.length > 0 || !narrowed;
    if (used && inTime) tallyTrial(found.counts, trial, failed);
    if (failed.length) continue;
    if (used && trial.year) found.years.set(trial.year, (found.years.get(trial.year) ?? 0) + 1);
    if (!inTime) continue;
    tallyUses(found.counts, graph, state, trial);
    if (!used) continue;
    found.trials.push(trial.id);
    found.parts.set(trial.id, parts);
    placeTrial(found, trial.id, parts);
  }
  return found;
}

// Agents, targets, mechanisms, conditions and endpoints of a trial that the filters on its parts leave.
function partsOf(graph, trial, state, basis) {
  const uses = (graph.uses.get(trial.id) ?? []).filter(
    (use) => allows(basis, use) && USE_FACETS.every((facet) => state[facet.id].has(facet.read(use, graph))),
  );
  const through = (ends) => [...new Set(uses.flatMap((use) => (ends.get(use.id) ?? []).filter((end) => allows(basis, end)).map((end) => end.id)))];
  return {
    uses,
    agents: [...new Set(uses.map((use) => use.id))],
    targets: through(graph.targets),
    mechanisms: through(graph.mechanisms),
    conditions: (graph.conditions.get(trial.id) ?? []).filter((end) => allows(basis, end)),
    endpoints: (graph.endpoints.get(trial.id) ?? []).filter((end) => allows(basis, end) && state.priority.has(end.priority ?? "Other")),
  };
}

function placeTrial(found, trial, parts) {
  add(found.trialsOf, trial, trial);
  for (const id of parts.agents) add(found.trialsOf, id, trial);
  for (const id of parts.targets) add(found.trialsOf, id, trial);
  for (const id of parts.mechanisms) add(found.trialsOf, id, trial);
  for (const end of parts.conditions) add(found.trialsOf, end.id, trial);
  for (const end of parts.endpoints) add(found.trialsOf, end.id, trial);
}

// A trial counts for a facet's value if every other facet lets it through.
function tallyTrial(counts, trial, failed) {
  for (const facet of TRIAL_FACETS) {
    if (failed.length && failed[0] !== facet) continue;
    for (const value of facet.read(trial)) bump(counts[facet.id], value);
  }
}

function tallyUses(counts, graph, state, trial) {
  const uses = graph.uses.get(trial.id) ?? [];
  for (const facet of USE_FACETS) {
    const others = USE_FACETS.filter((other) => other !== facet);
    const left = uses.filter((use) => others.every((other) => state[other.id].has(other.read(use, graph))));
    for (const value of new Set(left.map((use) => facet.read(use, graph)))) bump(counts[facet.id], value);
  }
  for (const value of new Set((graph.endpoints.get(trial.id) ?? []).map(MEASURE_FACET.read))) bump(counts.priority, value);
}

function bump(map, key) {
  map.set(key, (map.get(key) ?? 0) + 1);
}
