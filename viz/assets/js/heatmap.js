// The heat-map: one accessible table that crosses two things and counts the trials with both.

import { AXES, axis, keysOn, nameOfKey } from "./axes.js";
import { button, count, h, replace } from "./dom.js";

const ROWS = 30;
const COLUMNS = 24;

export class HeatView {
  constructor(app) {
    this.app = app;
    this.element = h("div", { class: "heat" });
    this.frame = this.element;
  }

  show() {
    this.update(null);
  }

  update() {
    const { app } = this;
    const grid = crossed(app);
    this.grid = grid;
    const focused = document.activeElement?.closest?.(".heat td")?.dataset.cell;
    replace(this.element,
      h("div", { class: "heat-head" }, picker(app, "rows", "Rows"), picker(app, "columns", "Columns"), presets(app),
        h("p", { class: "muted" }, "A cell counts trials that have both; darker is more activity, not more benefit. ",
          grid.hidden ? [`${count(grid.hidden, "row or column", "rows and columns")} with fewer trials left out. `, button("Show all", () => app.state.set({ all: "yes" }), { class: "small quiet" })] : null)),
      h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Heat-map" }, this.#table(grid)));
    if (focused) this.element.querySelector(`[data-cell="${CSS.escape(focused)}"] button`)?.focus();
  }

  #table({ rows, columns, cells, most }) {
    const { app } = this;
    const chosen = app.state.selected;
    return h("table", { on: { keydown: (event) => move(event) } },
      h("caption", { class: "unseen" }, `Trials by ${axis(app.state.rows).name.toLowerCase()} and ${axis(app.state.columns).name.toLowerCase()}`),
      h("thead", {}, h("tr", {}, h("td", {}), columns.map(([key, total]) => h("th", { scope: "col" }, h("div", { class: "upright" }, head(app, key)), h("div", { class: "muted" }, total))))),
      h("tbody", {}, rows.map(([row, total]) => h("tr", {}, h("th", { scope: "row" }, head(app, row), h("span", { class: "muted" }, ` ${total}`)),
        columns.map(([column]) => {
          const trials = cells.get(`${row}|${column}`) ?? 0;
          const pair = `${row}|${column}`;
          return h("td", { "data-cell": pair, class: [trials ? "some" : "", chosen === pair ? "chosen" : "", Math.sqrt(trials / most) > 0.75 ? "deep" : ""].join(" ").trim() || null, css: { "--part": Math.sqrt(trials / most).toFixed(3) } },
            trials ? button(String(trials), () => app.state.set({ selected: pair, to: "" }), { "aria-label": `${nameOfKey(app.graph, row)} and ${nameOfKey(app.graph, column)}: ${count(trials, "trial")}` })
                   : h("span", { class: "none" }, "·"));
        })))));
  }

  values() {
    const { rows, columns, cells } = this.grid;
    const name = (key) => nameOfKey(this.app.graph, key);
    return [["", ...columns.map(([key]) => name(key))], ...rows.map(([row]) => [name(row), ...columns.map(([column]) => cells.get(`${row}|${column}`) ?? 0)])];
  }
}

// Rows and columns with their trials, the cells, and how many rows and columns are left out.
function crossed(app) {
  const { graph, found, state } = app;
  const [one, two] = [axis(state.rows), axis(state.columns)];
  const [rows, columns, cells] = [new Map(), new Map(), new Map()];
  const bump = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const trial of found.trials) {
    const [down, across] = [keysOn(one, graph, found, trial), keysOn(two, graph, found, trial)];
    for (const key of down) bump(rows, key);
    for (const key of across) bump(columns, key);
    for (const row of down) for (const column of across) if (row !== column) bump(cells, `${row}|${column}`);
  }
  const ranked = (map, by, most) => {
    const order = by.ordered ? (a, b) => a[0].localeCompare(b[0]) : (a, b) => b[1] - a[1] || a[0].localeCompare(b[0]);
    const top = [...map].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, state.all ? Infinity : most);
    return top.sort(order);
  };
  const [shownRows, shownColumns] = [ranked(rows, one, ROWS), ranked(columns, two, COLUMNS)];
  return { rows: shownRows, columns: shownColumns, cells, most: Math.max(1, ...cells.values()), hidden: rows.size + columns.size - shownRows.length - shownColumns.length };
}

function head(app, key) {
  const node = app.graph.node(key);
  return node ? button(node.label, () => app.choose(key), { class: "name plain" }) : nameOfKey(app.graph, key);
}

function picker(app, name, label) {
  return h("label", {}, label, h("select", { id: `heat-${name}`, on: { change: (event) => app.state.set({ [name]: event.target.value, all: "" }) } },
    AXES.map((one) => h("option", { value: one.id, selected: app.state[name] === one.id }, one.name))));
}

function presets(app) {
  const preset = (text, rows, columns) => button(text, () => app.state.set({ rows, columns, all: "" }), { class: "small quiet", "aria-pressed": String(app.state.rows === rows && app.state.columns === columns) });
  return h("span", { class: "presets" }, preset("Target × condition", "target", "condition"), preset("Kind of agent × endpoint", "agent-kind", "endpoint"), preset("Target × phase", "target", "phase"));
}

// Arrow keys go from cell to cell.
function move(event) {
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  const cell = event.target.closest("td, th");
  if (!step || !cell) return;
  event.preventDefault();
  let [row, column] = [cell.parentElement, cell.cellIndex];
  for (;;) {
    if (step[0]) row = step[0] > 0 ? row.nextElementSibling : row.previousElementSibling;
    column += step[1];
    const next = row?.cells[column];
    if (!next) return;
    const target = next.querySelector("button");
    if (target) return target.focus();
  }
}
