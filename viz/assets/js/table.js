// The table: the same things and lines as the picture, for reading, sorting, screen readers and spreadsheets.

import { button, count, h, replace } from "./dom.js";
import { thing } from "./items.js";
import { look } from "./look.js";

const STEP = 150;
const TABS = ["trial", "agent", "target", "mechanism", "condition", "endpoint", "lines"];

export class TableView {
  constructor(app) {
    this.app = app;
    this.element = h("div", { class: "sheet" });
    this.frame = this.element;
    this.shown = STEP;
  }

  show() {
    this.update(null);
  }

  update(changed) {
    if (changed && !["selected", "to"].some((name) => changed.has(name))) this.shown = STEP;
    const { columns, rows } = this.sheet();
    const { app } = this;
    const [name, down] = sortOf(app.state.sort, columns);
    const sorted = [...rows].sort((a, b) => compare(a.cells[name], b.cells[name]) * (down ? -1 : 1) || a.order - b.order);
    this.sorted = sorted;
    const body = h("tbody", {}, sorted.slice(0, this.shown).map((row) => this.#row(row, columns)));
    const more = sorted.length > this.shown ? button(`Show ${Math.min(STEP * 4, sorted.length - this.shown)} more of ${sorted.length}`, () => { this.shown += STEP * 4; this.update(null); }) : null;
    replace(this.element,
      h("div", { class: "tabs", role: "group", "aria-label": "Rows" }, TABS.map((tab) => button(tab === "lines" ? "Lines" : look.kinds[tab].plural, () => app.state.set({ tab, sort: "" }), { class: "tab", "aria-pressed": String(app.state.tab === tab) }))),
      h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Table" },
        h("table", {}, h("caption", { class: "unseen" }, `${count(rows.length, "row")} left by the filters`),
          h("thead", {}, h("tr", {}, columns.map((column, at) => this.#head(column, at, name, down)))), body), more,
        rows.length ? null : h("p", { class: "note" }, "Nothing is left. ", button("Clear filters", () => app.state.resetFilters(), { class: "small" }))));
  }

  #head(column, at, name, down) {
    const sorted = at === name;
    return h("th", { scope: "col", "aria-sort": sorted ? (down ? "descending" : "ascending") : null, class: classOf(column) },
      button([column.name, h("span", { "aria-hidden": "true", class: "order" }, sorted ? (down ? " ↓" : " ↑") : "")], () => this.app.state.set({ sort: `${at}${sorted && !down ? "-" : sorted ? "" : column.number ? "-" : ""}` })));
  }

  #row(row, columns) {
    const node = row.node;
    const chosen = node && this.app.state.selected === node.key;
    return h("tr", { class: chosen ? "chosen" : null }, row.cells.map((cell, at) => {
      if (node && at === 0) return h("th", { scope: "row" }, thing(this.app, node));
      return h("td", { class: classOf(columns[at]) }, row.links?.[at] ? thing(this.app, row.links[at]) : String(cell ?? ""));
    }));
  }

  // Columns and rows of the present tab; a cell is text or a number.
  sheet() {
    const { tab } = this.app.state;
    if (tab === "lines") return lineSheet(this.app);
    return tab === "trial" ? trialSheet(this.app) : thingSheet(this.app, TABS.includes(tab) ? tab : "agent");
  }

  // The same rows in the same order, for a spreadsheet.
  values() {
    const { columns } = this.sheet();
    return [columns.map((column) => column.name), ...this.sorted.map((row) => row.cells)];
  }
}

function classOf(column) {
  return column.number ? "number" : column.wide ? "wide" : null;
}

function sortOf(text, columns) {
  const match = /^(\d+)(-?)$/.exec(text);
  if (match && Number(match[1]) < columns.length) return [Number(match[1]), match[2] === "-"];
  const number = columns.findIndex((column) => column.first);
  return number < 0 ? [0, false] : [number, true];
}

function compare(a, b) {
  if (typeof a === "number" || typeof b === "number") return (a || 0) - (b || 0);
  return String(a ?? "").localeCompare(String(b ?? ""), "en", { numeric: true });
}

const WIDE = new Set(["Title", "Also called", "Registry numbers"]);

const columnsNamed = (...names) => names.map((name) => ({ name, number: name === "Year", wide: WIDE.has(name) }));

function trialSheet(app) {
  const { graph, found } = app;
  const names = (ids) => [...new Set(ids)].map((id) => graph.nodes[id].label).join(", ");
  const rows = found.trials.map((id, order) => {
    const [trial, parts] = [graph.nodes[id], found.parts.get(id)];
    const primary = parts.endpoints.filter((end) => end.priority === "Primary").map((end) => end.id);
    const cells = [trial.label, trial.title ?? "", trial.phase ?? "", trial.status ?? "", trial.year ?? "", names(parts.agents), names(parts.targets), names(parts.mechanisms), names(parts.conditions.map((end) => end.id)), names(primary)];
    return { node: trial, order, cells };
  });
  return { columns: columnsNamed("Trial", "Title", "Phase", "Status", "Year", "Agents", "Targets", "Mechanisms", "Conditions", "Primary endpoints"), rows };
}

function thingSheet(app, kind) {
  const { graph, found } = app;
  const names = (ends) => (ends ?? []).map((end) => graph.nodes[end.id ?? end].label).join(", ");
  const extra = {
    agent: [["Kind", (node) => node.agent_kind ?? ""], ["Targets", (node) => names(graph.targets.get(node.id))], ["Mechanisms", (node) => names(graph.mechanisms.get(node.id))]],
    condition: [["Kind of", (node) => names(graph.broader.get(node.id))]],
  }[kind] ?? [];
  const columns = [...columnsNamed(look.kinds[kind].name, ...extra.map(([name]) => name)), { name: "Trials", number: true, first: true }, ...columnsNamed("Also called", "Identifiers")];
  const rows = graph.nodes.filter((node) => node.group === kind && found.trialsOf.has(node.id)).map((node, order) => ({
    node, order,
    cells: [node.label, ...extra.map(([, read]) => read(node)), found.trialsOf.get(node.id).length, (node.synonyms ?? []).join(", "), (node.identifiers ?? []).join(" ")],
  }));
  return { columns, rows };
}

function lineSheet(app) {
  const { graph } = app;
  const rows = app.drawn().all.map((line, order) => {
    const [from, to] = [graph.nodes[line.from], graph.nodes[line.to]];
    return { order, links: { 0: from, 2: to }, cells: [from.label, look.relations[line.relation] ?? line.relation, to.label, line.trials.length || "", line.trials.slice(0, 12).map((id) => graph.nodes[id].label).join(" ") + (line.trials.length > 12 ? " …" : "")] };
  });
  return { columns: [...columnsNamed("From", "Line", "To"), { name: "Trials", number: true, first: true }, ...columnsNamed("Registry numbers")], rows };
}
