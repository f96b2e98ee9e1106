// Trials side by side: what they give, to whom, and what they measure.

import { button, h, outside, replace } from "./dom.js";
import { thing } from "./items.js";
import { look } from "./look.js";
import { words } from "./quotes.js";

const NUMBER = /^NCT\d{8}$/;

export class CompareView {
  constructor(app) {
    this.app = app;
    this.element = h("div", { class: "sheet compare" });
    this.frame = this.element;
  }

  show() {
    this.update(null);
  }

  async update() {
    const { app } = this;
    const trials = app.state.compare.map((key) => app.graph.node(key)).filter(Boolean);
    if (!trials.length) {
      replace(this.element, h("p", { class: "note" }, "No trial is chosen for comparison. Choose a trial in any view and press Compare."));
      return;
    }
    const details = (await words()).trials;
    const rows = rowsOf(app, details);
    this.table = [["", ...trials.map((trial) => trial.label)], ...rows.map(([name, read]) => [name, ...trials.map((trial) => [].concat(read(trial)).map(textOf).join("; "))])];
    replace(this.element, h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Comparison" },
      h("table", {}, h("caption", { class: "unseen" }, "Trials side by side"),
        h("thead", {}, h("tr", {}, h("td", {}), trials.map((trial) => h("th", { scope: "col" }, thing(app, trial),
          button("Remove", () => app.toggleCompare(trial.key), { class: "small quiet", "aria-label": `Remove ${trial.label} from the comparison` }))))),
        h("tbody", {}, rows.map(([name, read]) => this.#row(name, trials.map(read)))))));
  }

  #row(name, cells) {
    const shared = new Set(cells.length > 1 ? keysOf(cells[0]).filter((key) => cells.every((cell) => keysOf(cell).includes(key))) : []);
    return h("tr", {}, h("th", { scope: "row" }, name), cells.map((cell) => h("td", {}, h("ul", { class: "plain" }, [].concat(cell).map((value) => h("li", { class: shared.has(value?.key) ? "shared" : null }, shownAs(this.app, value)))))));
  }

  values() {
    return this.table ?? [];
  }
}

function rowsOf(app, details) {
  const { graph } = app;
  const uses = (role) => (trial) => (graph.uses.get(trial.id) ?? []).filter((use) => use.role === role).map((use) => graph.nodes[use.id]);
  const through = (ends) => (trial) => [...new Set((graph.uses.get(trial.id) ?? []).filter((use) => ["Investigational", "Combination"].includes(use.role)).flatMap((use) => (ends.get(use.id) ?? []).map((end) => end.id)))].map((id) => graph.nodes[id]);
  const measured = (priority) => (trial) => (graph.endpoints.get(trial.id) ?? []).filter((end) => end.priority === priority).map((end) => graph.nodes[end.id]);
  return [
    ["Title", (trial) => trial.title ?? ""],
    ["Record", (trial) => (NUMBER.test(trial.label) ? { number: trial.label } : trial.label)],
    ["Phase", (trial) => trial.phase ?? ""],
    ["Status", (trial) => trial.status ?? ""],
    ["Year of start", (trial) => String(trial.year ?? "")],
    ["Participants", (trial) => String(trial.enrolment ?? "")],
    ["Conditions", (trial) => (graph.conditions.get(trial.id) ?? []).map((end) => graph.nodes[end.id])],
    ["Setting", (trial) => trial.settings ?? []],
    ["Arms", (trial) => (details[trial.id]?.arms ?? []).map((arm) => `${arm.label}: ${arm.agents.map((id) => graph.nodes[id].label).join(" + ") || "–"}`)],
    ...Object.entries(look.roles).map(([role, { name }]) => [name, uses(role)]),
    ["Targets", through(graph.targets)],
    ["Mechanisms", through(graph.mechanisms)],
    ...look.priorities.map((priority) => [`${priority} endpoints`, measured(priority)]),
  ];
}

const keysOf = (cell) => [].concat(cell).map((value) => value?.key).filter(Boolean);

const textOf = (value) => (typeof value === "object" ? (value.label ?? value.number) : value);

function shownAs(app, value) {
  if (typeof value !== "object") return value;
  return value.number ? outside(look.registry, value.number, value.number) : thing(app, value);
}
