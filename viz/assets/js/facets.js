// What trials and the agents in them can be filtered by. A facet reads the values of one trial, use or measure.

import { NOT_GIVEN } from "./graph.js";

const PHASES = ["Early phase 1", "Phase 1", "Phase 1/2", "Phase 2", "Phase 2/3", "Phase 3", "Phase 4", "Not applicable"];

function byRank(ranks) {
  const rank = (value) => (ranks.includes(value) ? ranks.indexOf(value) : value === NOT_GIVEN ? 1e6 : ranks.length);
  return (a, b) => rank(a) - rank(b) || a.localeCompare(b);
}

const given = (value) => [value || NOT_GIVEN];

export const TRIAL_FACETS = [
  { id: "phase", name: "Phase", read: (trial) => given(trial.phase), order: byRank(PHASES) },
  { id: "status", name: "Status", read: (trial) => given(trial.status), order: byRank([]) },
  { id: "setting", name: "Setting", read: (trial) => (trial.settings?.length ? trial.settings : [NOT_GIVEN]), order: byRank([]) },
  { id: "scope", name: "Scope", read: (trial) => given(trial.scope), order: byRank([]) },
];

export const USE_FACETS = [
  { id: "role", name: "Role of the agent", read: (use) => use.role },
  { id: "kind", name: "Kind of agent", read: (use, graph) => graph.nodes[use.id].agent_kind || NOT_GIVEN },
];

export const MEASURE_FACET = { id: "priority", name: "Endpoint", read: (measure) => measure.priority };

export const ALL_FACETS = [...USE_FACETS, ...TRIAL_FACETS, MEASURE_FACET];

// Every value that a facet takes in this graph, in the order in which it is offered.
export function valuesOf(graph, look) {
  const values = {};
  for (const facet of TRIAL_FACETS) values[facet.id] = [...new Set(graph.trials.flatMap(facet.read))].sort(facet.order);
  const uses = graph.trials.flatMap((trial) => graph.uses.get(trial.id) ?? []);
  const inUse = new Set(uses.map((use) => use.role));
  values.role = [...Object.keys(look.roles).filter((role) => inUse.has(role)), ...[...inUse].filter((role) => !look.roles[role])];
  values.kind = [...new Set(uses.map((use) => USE_FACETS[1].read(use, graph)))].sort(byRank([]));
  values.priority = look.priorities;
  return values;
}

// What is ticked before anybody chooses: everything but agents that a trial does not test, and trials out of scope.
export function firstOf(values, look) {
  const first = Object.fromEntries(Object.entries(values).map(([id, all]) => [id, new Set(all)]));
  first.role = new Set(values.role.filter((role) => look.roles[role]?.first ?? true));
  if (first.scope.size > 1) first.scope.delete(look.hidden_scope);
  return first;
}
