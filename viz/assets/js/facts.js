// The panel beside the picture: facts about what is chosen, or an overview.

import { nameOfKey } from "./axes.js";
import { button, byId, count, h, outside, replace } from "./dom.js";
import { compareToggle, longList, section, tag, tallied, thing, trialItem } from "./items.js";
import { glyph, look } from "./look.js";
import { pathsBetween } from "./paths.js";
import { queryBlock } from "./query.js";
import { quotesPlace } from "./quotes.js";
import { trialFacts } from "./trial.js";

export function showFacts(app) {
  const { graph, state } = app;
  const panel = byId("facts");
  const node = graph.node(state.selected);
  const pair = state.selected.includes("|") ? state.selected.split("|") : null;
  document.body.classList.toggle("chosen", Boolean(node || pair));
  if (pair) replace(panel, close(app), pairFacts(app, ...pair));
  else if (node && graph.node(state.to)) replace(panel, close(app), pathFacts(app, node, graph.node(state.to)));
  else if (node) replace(panel, close(app), heading(app, node), node.group === "trial" ? trialFacts(app, node) : thingFacts(app, node), queryBlock(app, node));
  else replace(panel, overview(app));
  requestAnimationFrame(() => (panel.scrollTop = 0));
}

function close(app) {
  return button("×", () => app.clear(), { class: "close", "aria-label": "Close the facts" });
}

function heading(app, node) {
  const kind = look.kinds[node.group];
  const names = node.synonyms ?? [];
  const trials = app.found.trialsOf.get(node.id) ?? [];
  return h("div", { class: "heading" },
    h("p", { class: `kind ${node.group}` }, glyph(node.group), kind?.name ?? node.group, node.agent_kind ? ` · ${node.agent_kind}` : ""),
    h("h2", {}, node.label),
    node.definition ? h("p", { class: "about" }, node.definition) : null,
    names.length ? h("p", { class: "muted names" }, h("span", {}, "Also "), names.slice(0, 8).join(", "), names.length > 8 ? ` and ${names.length - 8} more` : "") : null,
    node.identifiers?.length ? h("p", { class: "identifiers" }, node.identifiers.map((curie) => outside(look.resolver, curie, curie))) : null,
    h("p", { class: "actions" },
      node.group === "trial" ? compareToggle(app, node) : tag(count(trials.length, "trial")),
      button(app.waiting ? "Choose the other end…" : "Paths to…", () => app.waitForOther(), { class: "small quiet", "aria-pressed": String(Boolean(app.waiting)) })),
    trials.length ? null : h("p", { class: "note" }, "The filters in force leave no trial with this. ", button("Clear filters", () => app.state.resetFilters(), { class: "small" })));
}

// --- An agent, target, mechanism, condition or endpoint ---------------------------------------------------------

function thingFacts(app, node) {
  const { graph, found } = app;
  const trials = found.trialsOf.get(node.id) ?? [];
  const tally = tallies(app, trials, node.id);
  const parts = [];
  const facts = (title, ends) => ends?.length && parts.push(section(title, ends.length, h("ul", { class: "plain spaced" }, ends.map((end) => h("li", {}, thing(app, graph.nodes[end.id], basisTag(end)), quotesPlace(app, [end.link]))))));
  const counted = (title, list) => list.length && parts.push(section(title, list.length, tallied(app, list, node)));
  const plain = (title, list) => list?.length && parts.push(section(title, list.length, longList(list, (id) => h("li", {}, thing(app, graph.nodes[id])))));

  if (node.parts?.length) parts.push(section("Made of", null, h("dl", { class: "pairs" }, node.parts.flatMap(([part, value]) => [h("dt", {}, part), h("dd", {}, value)]))));
  if (node.group === "agent") {
    facts("Acts on", graph.targets.get(node.id));
    facts("Acts through", graph.mechanisms.get(node.id));
    counted("Studied in", tally.condition);
    counted("Given in the same trials", tally.agent);
  } else {
    plain("Is a kind of", graph.broader.get(node.id));
    plain("Kinds of it", graph.narrower.get(node.id));
    if (node.group === "target" || node.group === "mechanism") counted("Agents that act " + (node.group === "target" ? "on it" : "this way"), acting(app, node, tally.agent));
    else counted("Agents in these trials", tally.agent);
    if (node.group !== "target") counted(node.group === "condition" || node.group === "endpoint" ? "Targets of these agents" : "Targets of agents in these trials", tally.target);
    if (node.group !== "condition") counted("Conditions of these trials", tally.condition);
  }
  if (node.group !== "endpoint") counted("What these trials measure", tally.endpoint);
  parts.push(section("Trials", trials.length, longList(trials.map((id) => graph.nodes[id]).sort((a, b) => (b.year ?? 0) - (a.year ?? 0)), (trial) => trialItem(app, trial))));
  return parts;
}

// Only agents that themselves act on the target or by the mechanism; their partners do not.
function acting(app, node, agents) {
  const ends = node.group === "target" ? app.graph.targets : app.graph.mechanisms;
  return agents.filter(([agent]) => ends.get(agent.id)?.some((end) => end.id === node.id));
}

// By kind, the nodes that stand in these trials with the number of them, most first.
function tallies(app, trials, self) {
  const tally = { agent: new Map(), target: new Map(), condition: new Map(), endpoint: new Map() };
  for (const trial of trials) {
    const parts = app.found.parts.get(trial);
    const ids = { agent: parts.agents, target: parts.targets, condition: parts.conditions.map((end) => end.id), endpoint: parts.endpoints.map((end) => end.id) };
    for (const [kind, list] of Object.entries(ids)) for (const id of new Set(list)) if (id !== self) tally[kind].set(id, (tally[kind].get(id) ?? 0) + 1);
  }
  return Object.fromEntries(Object.entries(tally).map(([kind, map]) => [kind, [...map].map(([id, n]) => [app.graph.nodes[id], n]).sort((a, b) => b[1] - a[1] || a[0].id - b[0].id)]));
}

function basisTag(end) {
  if (end.basis === 3) return null;
  return end.basis === 2 ? tag("background", "background") : tag("stated", "stated");
}

// --- Trials that join two things ---------------------------------------------------------------------------------

function pairFacts(app, first, second) {
  const names = [first, second].map((key) => nameOfKey(app.graph, key));
  const trials = app.trialsOfPair(first, second).map((id) => app.graph.nodes[id]);
  const ends = [first, second].map((key) => app.graph.node(key)).filter(Boolean);
  return [
    h("div", { class: "heading" },
      h("p", { class: "kind" }, "Together in trials"),
      h("h2", {}, names.join(" × ")),
      ends.length ? h("p", {}, ends.map((node) => h("span", { class: "end" }, thing(app, node)))) : null,
      h("p", { class: "note" }, `${count(trials.length, "trial has", "trials have")} both. That says what was studied together, not that one works in the other; partners given in the same trial are named below each.`)),
    longList(trials.sort((a, b) => (b.year ?? 0) - (a.year ?? 0)), (trial) => trialItem(app, trial, agentsOf(app, trial)), 30),
  ];
}

function agentsOf(app, trial) {
  const uses = app.found.parts.get(trial.id)?.uses ?? [];
  return uses.length ? `Agents: ${uses.map((use) => `${app.graph.nodes[use.id].label} (${(use.role ?? "").toLowerCase()})`).join(", ")}` : null;
}

// --- Paths -------------------------------------------------------------------------------------------------------

function pathFacts(app, node, other) {
  const paths = pathsBetween(app, node, other);
  const step = ({ to, line }) => [
    h("span", { class: "step" }, look.relations[line.relation] ?? line.relation, line.trials.length ? [" · ", button(count(line.trials.length, "trial"), () => app.choosePair(line.from, line.to), { class: "small quiet" })] : null),
    thing(app, app.graph.nodes[to]),
  ];
  return [
    h("div", { class: "heading" },
      h("p", { class: "kind" }, "Paths"),
      h("h2", {}, `${node.label} – ${other.label}`),
      h("p", { class: "note" }, paths.length ? `${count(paths.length, "shortest path")} of ${count(paths[0].length, "step")}. A path shows how trials connect two things; its steps may come from different trials.` : "Nothing in the picture joins these two. Loosen the filters, or show more roles."),
      h("p", { class: "actions" }, button("Back to one", () => app.state.set({ to: "" }), { class: "small" }))),
    h("ol", { class: "plain paths" }, paths.map((path) => h("li", {}, thing(app, node), path.map(step)))),
  ];
}

// --- Nothing chosen ----------------------------------------------------------------------------------------------

function overview(app) {
  const top = (kind) => app.graph.nodes
    .filter((node) => node.group === kind && app.found.trialsOf.has(node.id))
    .map((node) => [node, app.found.trialsOf.get(node.id).length])
    .sort((a, b) => b[1] - a[1] || a[0].id - b[0].id)
    .slice(0, 5);
  const list = (kind) => {
    const rows = top(kind);
    const most = Math.max(1, ...rows.map(([, n]) => n));
    return rows.length ? [h("h3", {}, look.kinds[kind].plural), h("ul", { class: "plain" }, rows.map(([node, n]) => h("li", { class: "bar", css: { "--part": n / most } }, thing(app, node), h("span", { class: "number muted" }, n))))] : null;
  };
  return [
    h("div", { class: "heading" },
      h("h2", {}, "What is studied most"),
      h("p", { class: "about" }, "Choose a mark, a name or a cell for its facts and the words behind each. Numbers count trials; more trials mean more activity, not more benefit."),
      app.settings.subtitle ? h("p", { class: "about" }, app.settings.subtitle) : null),
    app.settings.notes.map((note) => h("p", { class: "note" }, note)),
    app.found.trials.length ? ["agent", "target", "condition", "mechanism"].map(list)
      : h("p", { class: "note" }, "The filters in force leave no trial. ", button("Clear filters", () => app.state.resetFilters(), { class: "small" })),
  ];
}
