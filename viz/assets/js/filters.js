// The panel of filters: what to show, and which trials, agents and facts count.

import { MEASURE_FACET, TRIAL_FACETS, USE_FACETS } from "./facets.js";
import { button, byId, count, h, replace } from "./dom.js";
import { glyph, look } from "./look.js";

const LONG = 9;
const opened = new Set(["show", "role", "phase", "kind"]);

export function showFilters(app) {
  const panel = byId("filters");
  const focused = document.activeElement?.closest("#filters") ? document.activeElement.id : "";
  const facet = (one) => facetGroup(app, one);
  replace(panel,
    h("div", { class: "filters-head" }, h("h2", {}, "Show"), button("Reset", () => app.state.resetFilters(), { class: "small quiet", id: "reset" }), button("×", () => app.openFilters(false), { class: "close only-narrow", "aria-label": "Close the filters" })),
    legend(app),
    facet(USE_FACETS[0]), facet(USE_FACETS[1]), facet(TRIAL_FACETS[0]), facet(TRIAL_FACETS[1]),
    years(app), subtree(app), facet(TRIAL_FACETS[2]), facet(MEASURE_FACET), basis(app), facet(TRIAL_FACETS[3]), thinnest(app));
  if (focused) byId(focused)?.focus();
}

function group(id, title, changed, ...content) {
  return h("details", { class: "group", open: opened.has(id), on: { toggle: (event) => opened[event.target.open ? "add" : "delete"](id) } },
    h("summary", {}, h("h3", {}, title), changed ? h("span", { class: "dot", title: "changed" }, h("span", { class: "unseen" }, "changed")) : null), content);
}

function box(id, checked, change, ...label) {
  return h("label", { class: "box" }, h("input", { type: "checkbox", id, checked, on: { change } }), label);
}

function legend(app) {
  const { graph, found, state } = app;
  const kinds = Object.keys(look.kinds).filter((kind) => graph.nodes.some((node) => node.group === kind));
  const left = (kind) => graph.nodes.filter((node) => node.group === kind && found.trialsOf.has(node.id)).length;
  return h("fieldset", { class: "legend" }, h("legend", { class: "unseen" }, "Kinds of mark"),
    kinds.map((kind) => box(`show-${kind}`, state.show.has(kind), () => state.toggle("show", kind), glyph(kind), h("span", { class: "value" }, look.kinds[kind].plural), h("span", { class: "number muted" }, left(kind).toLocaleString("en-GB")))));
}

function facetGroup(app, facet) {
  const { state } = app;
  const values = state.values[facet.id];
  if (values.length < 2) return null;
  const counts = app.found.counts[facet.id];
  const sorted = values.length > LONG ? [...values].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0)) : values;
  const row = (value, index) => h("div", { class: "row" },
    box(`${facet.id}-${values.indexOf(value)}`, state[facet.id].has(value), () => state.toggle(facet.id, value),
      h("span", { class: "value", title: look.roles[value]?.meaning }, facet.id === "role" ? (look.roles[value]?.name ?? value) : value),
      h("span", { class: "number muted" }, (counts.get(value) ?? 0).toLocaleString("en-GB"))),
    button("only", () => state.set({ [facet.id]: new Set([value]) }), { class: "only small quiet", "aria-label": `Only ${value}` }));
  const all = state[facet.id].size === values.length;
  return group(facet.id, facet.name, !state.untouched(facet.id),
    h("fieldset", {}, h("legend", { class: "unseen" }, facet.name), sorted.slice(0, LONG).map(row),
      sorted.length > LONG ? h("details", { class: "more", open: opened.has(`${facet.id}+`), on: { toggle: (event) => opened[event.target.open ? "add" : "delete"](`${facet.id}+`) } }, h("summary", {}, `${sorted.length - LONG} more`), sorted.slice(LONG).map(row)) : null,
      h("p", { class: "actions" }, button(all ? "None" : "All", () => state.set({ [facet.id]: new Set(all ? [] : values) }), { class: "small quiet", "aria-label": `${all ? "None" : "All"} of ${facet.name}` }))));
}

function years(app) {
  const { state, found, graph } = app;
  const all = [...new Set(graph.trials.map((trial) => trial.year).filter(Boolean))].sort();
  if (all.length < 2) return null;
  const most = Math.max(1, ...found.years.values());
  const field = (name, label, placeholder) => h("label", { class: "year" }, label,
    h("input", { id: `year-${name}`, type: "number", min: all[0], max: all.at(-1), placeholder, value: state[name], on: { change: (event) => state.set({ [name]: event.target.value }) } }));
  const bars = [];
  for (let year = all[0]; year <= all.at(-1); year++) {
    const inside = !(state.since && year < Number(state.since)) && !(state.until && year > Number(state.until));
    bars.push(h("i", { class: inside ? "" : "out", css: { "--part": (found.years.get(year) ?? 0) / most } }));
  }
  return group("year", "Year of start", !state.untouched("since") || !state.untouched("until"),
    h("div", { class: "strip", "aria-hidden": "true" }, bars), h("div", { class: "years" }, field("since", "From", all[0]), field("until", "to", all.at(-1))));
}

// Conditions as a tree in one list, so that any key or reader can walk it.
function subtree(app) {
  const { graph, state } = app;
  const conditions = graph.ofKind("condition");
  if (conditions.length < 2) return null;
  const options = [];
  const grow = (id, depth, above) => {
    if (above.has(id)) return;
    options.push(h("option", { value: graph.nodes[id].key, selected: state.under === graph.nodes[id].key }, "\u2003".repeat(depth) + graph.nodes[id].label));
    const children = [...(graph.narrower.get(id) ?? [])].sort((a, b) => graph.nodes[a].label.localeCompare(graph.nodes[b].label));
    for (const child of children) grow(child, depth + 1, new Set([...above, id]));
  };
  const roots = conditions.filter((node) => !graph.broader.has(node.id)).sort((a, b) => a.label.localeCompare(b.label));
  for (const root of roots) grow(root.id, 0, new Set());
  return group("under", "Condition and its kinds", !state.untouched("under"),
    h("label", {}, h("span", { class: "unseen" }, "Condition"), h("select", { id: "under", on: { change: (event) => state.set({ under: event.target.value }) } }, h("option", { value: "" }, "Any condition"), options)));
}

function basis(app) {
  const { state } = app;
  const now = Number(state.basis);
  const choice = (bit, text, meaning) => box(`basis-${bit}`, Boolean(now & bit), () => state.set({ basis: String(now ^ bit) }), h("span", { class: "value" }, text, h("span", { class: "muted" }, ` ${meaning}`)));
  return group("basis", "Where facts come from", !state.untouched("basis"),
    h("fieldset", {}, h("legend", { class: "unseen" }, "Where facts come from"), choice(1, "Stated", "by the record"), choice(2, "Background", "from curated tables")));
}

function thinnest(app) {
  const { state } = app;
  const now = app.drawn().least;
  return group("least", "Lines on the map", !state.untouched("least"),
    h("label", { class: "slider" }, `of at least ${count(now, "trial")}`,
      h("input", { id: "least", type: "range", min: 1, max: 20, value: now, on: { change: (event) => state.set({ least: event.target.value }) } })));
}

// --- What is in force, above the picture ---------------------------------------------------------------------------

export function showChips(app) {
  const { state, graph } = app;
  const chips = [];
  const chip = (text, undo) => chips.push(button([text, h("span", { "aria-hidden": "true" }, " ×")], undo, { class: "chip", "aria-label": `Remove the filter ${text}` }));
  for (const facet of [...USE_FACETS, ...TRIAL_FACETS, MEASURE_FACET]) {
    if (state.untouched(facet.id)) continue;
    const chosen = [...state[facet.id]];
    chip(`${facet.name}: ${chosen.length && chosen.length < 3 ? chosen.join(", ") : `${chosen.length} of ${state.values[facet.id].length}`}`, () => state.set({ [facet.id]: state.first[facet.id] }));
  }
  if (state.since || state.until) chip(`Start ${state.since || "…"}–${state.until || "…"}`, () => state.set({ since: "", until: "" }));
  if (graph.node(state.under)) chip(`${graph.node(state.under).label} and its kinds`, () => state.set({ under: "" }));
  if (!state.untouched("basis")) chip(`Facts: ${{ 0: "none", 1: "stated", 2: "background" }[state.basis]}`, () => state.set({ basis: state.first.basis }));
  byId("chips").hidden = !chips.length;
  replace(byId("chips"), chips);
}
