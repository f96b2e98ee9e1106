// Lanes: mechanism, target, agent, trial, condition, endpoint side by side, scrolling, every row with its name.

import { button, count, h, replace } from "./dom.js";
import { glyph, look, cssVariable, coloursOf } from "./look.js";

const FIRST_ROWS = 60;
const MORE_ROWS = 200;

export class LanesView {
  constructor(app) {
    this.app = app;
    this.canvas = h("canvas", { "aria-hidden": "true" });
    this.columns = h("div", { class: "columns" });
    this.board = h("div", { class: "board" }, this.canvas, this.columns);
    this.element = h("div", { class: "lanes", tabindex: 0, role: "region", "aria-label": "Lanes", on: { scroll: () => this.#draw() } }, this.board);
    this.frame = this.element;
    this.most = {};
    this.over = null;
    new ResizeObserver(() => this.#draw()).observe(this.element);
    this.board.addEventListener("pointerover", (event) => this.#hover(event.target.closest(".lane-row")?.dataset.id));
    this.board.addEventListener("pointerleave", () => this.#hover(undefined));
  }

  show() {
    this.update(null);
  }

  update(changed) {
    if (!changed || changed.has("selected")) {
      this.most = {};
      this.element.scrollTop = 0;
    }
    const { app } = this;
    const trials = this.#trials();
    const rows = orderedRows(app, trials);
    this.links = laneLinks(app, trials);
    replace(this.columns, look.lanes.map((kind) => this.#lane(kind, rows.get(kind) ?? [])));
    this.#draw();
  }

  // The trials on show: all that are left, or those of what is chosen.
  #trials() {
    const { graph, found, state } = this.app;
    if (state.selected.includes("|")) return this.app.trialsOfPair(...state.selected.split("|"));
    const node = graph.node(state.selected);
    const own = node && found.trialsOf.get(node.id);
    const other = graph.node(state.to) && found.trialsOf.get(graph.node(state.to).id);
    return own ? own.filter((trial) => !other || other.includes(trial)) : found.trials;
  }

  #lane(kind, nodes) {
    const shown = nodes.slice(0, this.most[kind] ?? FIRST_ROWS);
    const rest = nodes.length - shown.length;
    return h("section", { class: "lane", "aria-label": look.kinds[kind].plural },
      h("h2", { class: kind }, glyph(kind), look.kinds[kind].plural, h("span", { class: "muted" }, ` ${nodes.length.toLocaleString("en-GB")}`)),
      h("ul", { class: "plain" }, shown.map(([node, trials]) => this.#row(node, trials))),
      rest > 0 ? button(`${count(rest, "more", "more")}`, () => { this.most[kind] = shown.length + MORE_ROWS; this.#again(); }, { class: "small quiet", "aria-label": `Show more ${look.kinds[kind].plural.toLowerCase()}, ${rest} are left` }) : null);
  }

  #again() {
    const top = this.element.scrollTop;
    this.update(new Set());
    this.element.scrollTop = top;
  }

  #row(node, trials) {
    const chosen = this.app.state.selected === node.key;
    return h("li", {}, h("button", { type: "button", class: `lane-row ${node.group}`, "data-id": node.id, "aria-current": chosen || null, on: { click: () => this.app.choose(node.key) } },
      glyph(node.group), h("span", { class: "value" }, node.label), h("span", { class: "number muted" }, node.group === "trial" ? shortPhase(node.phase) : trials)));
  }

  // --- Lines, only those that pass the window -----------------------------------------------------------------------

  #draw() {
    const [width, height] = [this.board.scrollWidth, this.element.clientHeight];
    if (!width || !height || !this.links) return;
    const ratio = devicePixelRatio;
    Object.assign(this.canvas, { width: width * ratio, height: height * ratio });
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    const context = this.canvas.getContext("2d");
    context.scale(ratio, ratio);
    const ends = this.#ends();
    const known = [...this.links.values()].filter((line) => ends.has(line.from) && ends.has(line.to) && this.#passes(line, ends, height));
    const ofKind = new Map();
    for (const line of known) ofKind.set(line.kind, (ofKind.get(line.kind) ?? 0) + 1);
    for (const strong of [false, true]) {
      for (const line of known) {
        if (this.#touched(line) !== strong) continue;
        const faint = 0.36 * Math.min(1, Math.max(0.2, Math.sqrt(50 / ofKind.get(line.kind))));
        context.globalAlpha = this.over === null ? faint : strong ? 0.85 : faint / 3;
        this.#line(context, ends.get(line.from), ends.get(line.to), line);
      }
    }
  }

  #touched(line) {
    return this.over !== null && (line.from === this.over || line.to === this.over);
  }

  // A line is drawn where both its ends are in the window; one that is pointed at, wherever it goes.
  #passes(line, ends, height) {
    const inside = (id) => ends.get(id).middle > 0 && ends.get(id).middle < height;
    return this.#touched(line) ? inside(line.from) || inside(line.to) : inside(line.from) && inside(line.to);
  }

  // Both sides of every row, in pixels of the canvas.
  #ends() {
    const origin = this.element.getBoundingClientRect();
    const ends = new Map();
    for (const row of this.columns.querySelectorAll(".lane-row")) {
      const box = row.getBoundingClientRect();
      ends.set(Number(row.dataset.id), { left: box.left - origin.left + this.element.scrollLeft, right: box.right - origin.left + this.element.scrollLeft, middle: (box.top + box.bottom) / 2 - origin.top });
    }
    return ends;
  }

  #line(context, from, to, line) {
    context.strokeStyle = coloursOf(line.kind)[0];
    context.lineWidth = Math.min(0.8 + 0.4 * Math.sqrt(line.trials), 4);
    const middle = (from.right + to.left) / 2;
    context.beginPath();
    context.moveTo(from.right, from.middle);
    context.bezierCurveTo(middle, from.middle, middle, to.middle, to.left, to.middle);
    context.stroke();
  }

  #hover(id) {
    const over = id === undefined ? null : Number(id);
    if (over === this.over) return;
    this.over = over;
    this.#draw();
  }

  // The rows in the window and the lines between them, for downloads.
  scene() {
    const ends = this.#ends();
    const { clientHeight: height } = this.element;
    const inside = (end) => end && end.middle > 0 && end.middle < height;
    const lines = [...this.links.values()].filter((line) => inside(ends.get(line.from)) && inside(ends.get(line.to))).map((line) => ({
      from: { x: ends.get(line.from).right, y: ends.get(line.from).middle }, to: { x: ends.get(line.to).left, y: ends.get(line.to).middle },
      colour: coloursOf(line.kind)[0], width: 1, faint: true, curved: true,
    }));
    const rows = [...ends].filter(([, end]) => inside(end)).map(([id, end]) => ({ node: this.app.graph.nodes[id], end }));
    return {
      width: this.board.scrollWidth, height, lines,
      marks: rows.map(({ node, end }) => ({ x: end.left + 12, y: end.middle, kind: node.group, radius: node.group === "trial" ? 3 : 5 })),
      texts: rows.map(({ node, end }) => ({ x: end.left + 24, y: end.middle, text: node.label, kind: node.group, colour: cssVariable("--text") })),
    };
  }
}

// "Phase 1/2" → "ph 1/2"; "Early phase 1" → "early 1".
function shortPhase(phase = "") {
  return phase.replace(/^Phase /, "ph ").replace("Early phase ", "early ").replace("Not applicable", "");
}

// By kind, nodes of these trials with their number of trials, most first; trials with the newest first.
function orderedRows(app, trials) {
  const { graph, found } = app;
  const tally = new Map();
  for (const trial of trials) {
    const parts = found.parts.get(trial);
    const ids = [trial, ...parts.agents, ...parts.targets, ...parts.mechanisms, ...new Set(parts.conditions.map((end) => end.id)), ...new Set(parts.endpoints.map((end) => end.id))];
    for (const id of ids) tally.set(id, (tally.get(id) ?? 0) + 1);
  }
  const rows = new Map(look.lanes.map((kind) => [kind, []]));
  for (const [id, n] of tally) rows.get(graph.nodes[id].group)?.push([graph.nodes[id], n]);
  for (const list of rows.values()) list.sort((a, b) => b[1] - a[1] || (b[0].year ?? 0) - (a[0].year ?? 0) || a[0].id - b[0].id);
  return rows;
}

// Lines between neighbouring lanes; a mechanism reaches an agent directly where the agent has no known target.
function laneLinks(app, trials) {
  const { graph, found } = app;
  const links = new Map();
  const link = (from, to, kind) => {
    const key = from * 1e6 + to;
    const known = links.get(key);
    if (known) known.trials += 1;
    else links.set(key, { from, to, kind, trials: 1 });
  };
  for (const trial of trials) {
    const parts = found.parts.get(trial);
    for (const agent of parts.agents) {
      const targets = (graph.targets.get(agent) ?? []).filter((end) => parts.targets.includes(end.id));
      for (const mechanism of graph.mechanisms.get(agent) ?? []) {
        if (!parts.mechanisms.includes(mechanism.id)) continue;
        for (const target of targets) link(mechanism.id, target.id, "mechanism");
        if (!targets.length) link(mechanism.id, agent, "mechanism");
      }
      for (const target of targets) link(target.id, agent, "target");
      link(agent, trial, "agent");
    }
    for (const condition of parts.conditions) {
      link(trial, condition.id, "condition");
      for (const endpoint of parts.endpoints) link(condition.id, endpoint.id, "endpoint");
    }
  }
  return links;
}
