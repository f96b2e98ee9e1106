// The map: vis-network holds and draws the marks and moves the camera; lines are drawn under them, labels and the
// present choice over them.

import { animation, boundsOf, filled, frame, roomBeside } from "./camera.js";
import { button, byId, count, h } from "./dom.js";
import { highlight } from "./highlight.js";
import { placeLabels } from "./labels.js";
import { coloursOf, cssVariable, traceShape } from "./look.js";
import { colourOf, distanceTo, strokesOf, strokeWidth } from "./strokes.js";
import { isNarrow, scaleOf, stepAt, stepsOf } from "./thinning.js";

// Pixels; a thumb covers more than a pointer.
const REACH = matchMedia("(pointer: coarse)").matches ? 40 : 16;
const LAYOUT_SPACING = 58;
const BEFORE_OTHERS = { agent: 1.7, mechanism: 1.6 };
const ROOMY = 25;
const LARGEST = 15;
const NARROW = 500;
const [FEW_NAMES, NAMED_AT_REST] = [60, 0.2];
const OPTIONS = {
  autoResize: false,
  physics: false,
  layout: { improvedLayout: false },
  interaction: { hover: false, selectable: false, dragNodes: false, tooltipDelay: 1e9, zoomSpeed: 0.7, },
  nodes: { borderWidth: 0, font: { size: 0 }, chosen: false, labelHighlightBold: false },
};

// Args: whether marks that a thumb could not tell apart wait on a narrow screen until they are looked at from nearer.
export class MapView {
  constructor(app, thinning = false) {
    this.app = app;
    this.thinning = thinning;
    this.note = h("p", { class: "map-note muted", hidden: true });
    this.element = h("div", {
      class: "map", tabindex: 0, role: "application", "aria-roledescription": "map", "aria-describedby": "map-help",
      on: { keydown: (event) => this.#key(event) },
    });
    this.frame = h("div", { class: "map-frame" }, this.element,
      h("p", { id: "map-help", class: "unseen" }, "Arrow keys go from mark to mark, plus and minus zoom, F shows all. The table holds the same facts."), this.note,
      button("All", () => this.fit(), { class: "map-all only-narrow", "aria-label": "Show the whole map", title: "Show the whole map" }));
    this.marks = [];
    this.shown = [];
    this.labels = [];
    this.hovered = null;
  }

  // --- Drawing ------------------------------------------------------------------------------------------------

  show() {
    if (!this.network) this.#start();
    this.update(null);
    this.#aim();
  }

  // At first everything, or its middle on a narrow screen, or what is chosen; later as the reader left it.
  #aim() {
    const first = !this.view || this.width === undefined;
    if (first) this.network.moveTo({ ...this.#first(), animation: false });
    this.bring(first, false);
  }

  #first() {
    const [width, height] = [this.element.clientWidth || 900, this.element.clientHeight || 600];
    return this.thinning && isNarrow() ? filled(this.marks, width, height) : frame(this.marks, width, height);
  }

  #start() {
    this.network = new vis.Network(this.element, { nodes: [], edges: [] }, OPTIONS);
    this.network.on("beforeDrawing", (context) => this.#under(context));
    this.network.on("afterDrawing", (context) => this.#over(context));
    this.network.on("dragStart", () => { this.dragging = true; });
    this.network.on("dragEnd", () => {
      this.dragging = false;
      this.network.redraw();
    });
    this.network.on("click", (event) => this.#click(event));
    this.element.addEventListener("pointermove", (event) => this.#hover(event));
    this.element.addEventListener("pointerleave", () => this.#setHovered(null));
    new ResizeObserver(() => this.#resize()).observe(this.frame);
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!width || !height || (width === this.width && height === this.height)) return;
    const first = this.width === undefined;
    this.network.setSize(`${width}px`, `${height}px`);
    if (first) this.#aim();
    this.#spread();
    [this.width, this.height] = [width, height];
    this.network.redraw();
  }

  update(changed) {
    if (changed && !this.app.filtersChanged(changed)) {
      this.light = highlight(this.app);
      this.network.redraw();
      return;
    }
    const { graph, found, state } = this.app;
    const drawn = this.app.drawn();
    this.marks = graph.nodes.filter((node) => state.show.has(node.group) && found.trialsOf.has(node.id) && node.x !== undefined);
    const target = frame(this.marks, this.element.clientWidth || 900, this.element.clientHeight || 600);
    this.unit = 1 / Math.min(target.scale, 1.2);
    this.crowding = Math.min(Math.max((LAYOUT_SPACING * target.scale) / ROOMY, 0.45), 1);
    this.#measure(found);
    const byWeight = (a, b) => this.weight.get(b.id) - this.weight.get(a.id) || a.id - b.id;
    this.ranked = [...this.marks].sort(byWeight);
    this.light = highlight(this.app);
    // On a narrow screen what filters leave is brought into sight; else the camera stays.
    this.#load(drawn.lines, changed && this.thinning && isNarrow() ? this.#first() : this.view);
    this.labelScale = null;
    this.element.setAttribute("aria-label", `Map of ${count(this.marks.length, "mark")} and ${count(drawn.lines.length, "line")}`);
    this.network.redraw();
  }

  // Radius and weight of every node: by the square root of its trials, so that areas compare.
  #measure(found) {
    this.weight = new Map();
    this.radius = new Map();
    const most = Math.max(6, ...this.marks.filter((node) => node.group === "agent" || node.group === "condition").map((node) => found.trialsOf.get(node.id).length));
    for (const node of this.app.graph.nodes) {
      const trials = found.trialsOf.get(node.id)?.length ?? 0;
      const plain = node.group === "trial" ? 3 : Math.min(4 + 12 * Math.sqrt(trials / most), 16) + (node.group === "mechanism" ? 1 : 0);
      this.radius.set(node.id, plain * this.unit * this.crowding);
      this.weight.set(node.id, node.group === "trial" ? -1 : trials * (BEFORE_OTHERS[node.group] ?? 1));
    }
  }

  #load(lines, view) {
    const known = new Set(this.marks.map((node) => node.id));
    this.lines = lines.filter((line) => known.has(line.from) && known.has(line.to));
    this.data = new vis.DataSet(this.marks.map((node) => ({ id: node.id, x: node.x, y: node.y, ...this.#look(node) })));
    this.#spread();
    this.network.setData({ nodes: this.data });
    if (view) this.network.moveTo({ ...view, animation: false });
  }

  // Settles from which scale each mark is drawn, by the room there is.
  #spread() {
    this.firstScale = this.#first().scale;
    this.steps = stepsOf(this.thinning && isNarrow() ? this.ranked : [], this.firstScale);
    this.#thin(stepAt(this.view?.scale ?? this.firstScale, this.firstScale));
  }

  // A mark's radius; where marks wait for a nearer look, it does not grow beyond a thumb's size.
  radiusOf(id) {
    const most = this.steps?.size ? LARGEST / scaleOf(this.step, this.firstScale) : Infinity;
    return Math.min(this.radius.get(id), most);
  }

  // Draws the marks of a step, and the lines between them.
  #thin(step) {
    this.step = step;
    this.shown = this.ranked.filter((node) => (this.steps.get(node.id) ?? 0) <= step);
    const shown = new Set(this.shown.map((node) => node.id));
    const waiting = shown.size < this.marks.length;
    if (waiting || !this.note.hidden) this.data.update(this.marks.map((node) => ({ id: node.id, hidden: !shown.has(node.id), size: this.radiusOf(node.id) })));
    this.strokes = strokesOf(this.lines.filter((line) => shown.has(line.from) && shown.has(line.to)));
    this.note.hidden = !waiting;
    this.note.textContent = `${this.shown.length.toLocaleString("en-GB")} of ${count(this.marks.length, "mark")}: zoom in for more`;
    this.labelScale = null;
  }

  // Once the map is looked at from elsewhere, other marks may be drawn; not while it is being drawn.
  #rethink(scale) {
    const step = stepAt(scale, this.firstScale);
    if (!this.steps.size || step === this.step || this.rethinking) return;
    this.rethinking = true;
    requestAnimationFrame(() => {
      this.rethinking = false;
      this.#thin(step);
      this.network.redraw();
    });
  }

  #look(node) {
    const shape = this.app.look.kinds[node.group]?.shape ?? "dot";
    return { shape, size: this.radiusOf(node.id), color: coloursOf(node.group)[0] };
  }

  // Lines lie under the marks. All of one colour and width are one stroke, which keeps thousands of them quick.
  #under(context) {
    const { nodes } = this.app.graph;
    // Where marks do not grow, lines do not either.
    const slim = this.steps.size ? Math.min(1, (2 * this.firstScale) / this.network.getScale()) : 1;
    context.globalAlpha = Math.min(Math.max(Math.sqrt(320 / Math.max(this.lines.length, 1)), 0.35), 1);
    for (const { colour, width, lines } of this.strokes) {
      context.beginPath();
      for (const line of lines) {
        context.moveTo(nodes[line.from].x, nodes[line.from].y);
        context.lineTo(nodes[line.to].x, nodes[line.to].y);
      }
      context.strokeStyle = cssVariable(colour);
      context.lineWidth = width * this.unit * slim;
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  // --- Over the drawing: the present choice and the labels ------------------------------------------------------

  #over(context) {
    const ratio = context.canvas.width / context.canvas.clientWidth;
    const scale = this.network.getScale();
    const origin = this.network.canvasToDOM({ x: 0, y: 0 });
    this.view = { position: this.network.getViewPosition(), scale };
    this.#rethink(scale);
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (this.light) this.#veil(context, scale, origin);
    this.#labels(context, scale, origin);
    context.restore();
    performance.mark("drawn");
  }

  #veil(context, scale, origin) {
    context.globalAlpha = 0.88;
    context.fillStyle = cssVariable("--canvas");
    context.fillRect(0, 0, context.canvas.clientWidth, context.canvas.clientHeight);
    context.globalAlpha = 1;
    const at = (id) => [this.app.graph.nodes[id].x * scale + origin.x, this.app.graph.nodes[id].y * scale + origin.y];
    for (const line of this.light.lines) {
      context.strokeStyle = cssVariable(`${colourOf(line)}-strong`);
      context.lineWidth = strokeWidth(line) + 0.3;
      context.beginPath();
      context.moveTo(...at(line.from));
      context.lineTo(...at(line.to));
      context.stroke();
    }
    for (const id of this.light.nodes) this.#mark(context, id, ...at(id), scale);
  }

  #mark(context, id, x, y, scale) {
    const radius = Math.max(this.radiusOf(id) * scale, 4);
    traceShape(context, this.app.graph.nodes[id].group, x, y, radius);
    context.fillStyle = coloursOf(this.app.graph.nodes[id].group)[0];
    context.fill();
    if (!this.light.centre.has(id)) return;
    traceShape(context, this.app.graph.nodes[id].group, x, y, radius + 4);
    context.strokeStyle = cssVariable("--text");
    context.lineWidth = 2;
    context.stroke();
  }

  #labels(context, scale, origin) {
    // While the map is dragged, labels move with it; where it comes to rest, they find new places.
    if (!this.dragging) this.rest = origin;
    const key = `${scale} ${this.rest.x} ${this.rest.y} ${this.light ? this.app.state.selected + this.app.state.to : ""} ${this.hovered}`;
    if (key !== this.labelScale) {
      const { left, right } = boundsOf(this.light ? [...this.light.nodes].map((id) => this.app.graph.nodes[id]) : this.marks);
      const room = roomBeside(this.element.clientWidth) - 6;
      const crowded = this.marks.length > 120 || this.element.clientWidth < NARROW;
      this.labels = placeLabels(context, this.#labelled(scale), { left: left * scale - room, right: right * scale + room, crowded, named: this.#nameable(scale), edges: this.#edges(origin) });
      this.labelScale = key;
    }
    const { clientWidth: width, clientHeight: height } = context.canvas;
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = cssVariable("--canvas");
    this.placed = [];
    for (const label of this.labels) {
      const left = label.left + origin.x;
      const middle = label.top + label.height / 2 + origin.y;
      if (left > width || left + label.width < 0 || middle + label.height / 2 < 0 || middle - label.height / 2 > height) continue;
      context.font = label.font;
      context.strokeText(label.text, left, middle);
      context.fillStyle = coloursOf(label.kind)[1];
      context.fillText(label.text, left, middle);
      this.placed.push({ text: label.text, left, top: middle - label.height / 2, width: label.width, height: label.height });
    }
  }

  // The canvas in pixels from the map's origin.
  #edges({ x, y }) {
    const { clientWidth: width, clientHeight: height } = this.element;
    return { left: -x, top: -y, right: width - x, bottom: height - y };
  }

  // What deserves a label, the most important first, in pixels from the map's origin.
  #labelled(scale) {
    const lit = this.light ? [...this.light.nodes].map((id) => this.app.graph.nodes[id]) : this.shown;
    const first = (node) => (node.id === this.hovered ? 2 : this.light?.centre.has(node.id) ? 1 : 0);
    const nodes = lit.filter((node) => node.group !== "trial" || scale > 1.1 || this.light?.centre.has(node.id) || this.light?.nodes.size < 14);
    const hovered = this.app.graph.nodes[this.hovered];
    if (hovered && !nodes.includes(hovered)) nodes.push(hovered);
    const order = [...nodes].sort((a, b) => first(b) - first(a) || this.weight.get(b.id) - this.weight.get(a.id) || a.id - b.id);
    return order.map((node) => ({
      id: node.id, kind: node.group, text: shortened(node.label, this.element.clientWidth < NARROW ? 26 : 44), x: node.x * scale, y: node.y * scale,
      radius: Math.max(this.radiusOf(node.id) * scale, this.light ? 4 : 1.5) + (this.light?.centre.has(node.id) ? 5 : 0),
      must: first(node) > 0,
    }));
  }

  // How many of the marks may be named: on the whole map the weightiest, more of them as it is looked at from nearer.
  #nameable(scale) {
    if (this.light) return Infinity;
    const nearness = scale / frame(this.marks, this.element.clientWidth, this.element.clientHeight).scale;
    return Math.max(FEW_NAMES, this.marks.length * NAMED_AT_REST * nearness ** 2);
  }

  // --- Pointing and keys ----------------------------------------------------------------------------------------

  #nearest(x, y) {
    const scale = this.network.getScale();
    const origin = this.network.canvasToDOM({ x: 0, y: 0 });
    let best = null;
    let least = Infinity;
    const nodes = this.light ? new Set([...this.light.nodes].map((id) => this.app.graph.nodes[id]).concat(this.shown)) : this.shown;
    for (const node of nodes) {
      const away = Math.hypot(node.x * scale + origin.x - x, node.y * scale + origin.y - y) - this.radiusOf(node.id) * scale;
      const faded = this.light && !this.light.nodes.has(node.id) ? 6 : 0;
      if (away + faded < least) [best, least] = [node, away + faded];
    }
    return least < REACH / 2 ? best : null;
  }

  // The line that passes nearest to a point of the map's element, if it passes near.
  #lineAt(x, y) {
    const at = this.network.DOMtoCanvas({ x, y });
    const reach = REACH / 3 / this.network.getScale();
    const { nodes } = this.app.graph;
    const near = this.strokes.flatMap(({ lines }) => lines).map((line) => [distanceTo(at, nodes[line.from], nodes[line.to]), line]).filter(([away]) => away < reach);
    return near.sort((a, b) => a[0] - b[0])[0]?.[1];
  }

  #click({ pointer, event }) {
    const { x, y } = pointer.DOM;
    const node = this.#nearest(x, y);
    const line = node || this.light ? null : this.#lineAt(x, y);
    if (node) this.app.choose(node.key, event.srcEvent?.shiftKey, false);
    else if (line) this.app.choosePair(line.from, line.to);
    else this.app.clear();
  }

  #hover(event) {
    if (event.pointerType === "touch" || event.buttons) return;
    const box = this.element.getBoundingClientRect();
    this.#setHovered(this.#nearest(event.clientX - box.left, event.clientY - box.top)?.id ?? null);
  }

  #setHovered(id) {
    if (id === this.hovered) return;
    this.hovered = id;
    this.element.style.cursor = id === null ? "" : "pointer";
    this.network?.redraw();
  }

  #key(event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way && !event.altKey && !event.ctrlKey && !event.metaKey) this.#step(...way);
    else if (event.key === "+" || event.key === "=") this.zoom(1.4);
    else if (event.key === "-") this.zoom(1 / 1.4);
    else if (event.key === "Enter" && this.app.state.selected) byId("facts").focus();
    else return;
    event.preventDefault();
  }

  // To the nearest mark in that direction.
  #step(right, down) {
    const from = this.app.graph.node(this.app.state.selected) ?? this.ranked[0];
    if (!from) return;
    if (!this.app.state.selected) return this.app.choose(from.key, false, false);
    let best = null;
    let least = Infinity;
    for (const node of this.marks) {
      const ahead = (node.x - from.x) * right + (node.y - from.y) * down;
      const aside = Math.abs((node.x - from.x) * down) + Math.abs((node.y - from.y) * right);
      if (node !== from && ahead > 0 && ahead + 2 * aside < least) [best, least] = [node, ahead + 2 * aside];
    }
    if (best) this.app.choose(best.key, false, false);
  }

  // --- Camera ---------------------------------------------------------------------------------------------------

  zoom(factor) {
    this.network.moveTo({ scale: Math.min(Math.max(this.network.getScale() * factor, 0.02), 8), animation: animation() });
  }

  fit(moving = true) {
    this.network.moveTo({ ...frame(this.marks, this.element.clientWidth, this.element.clientHeight), animation: moving && animation() });
  }

  // Moves to what stands out: always, or only if what is chosen is out of sight.
  bring(always, moving = true) {
    if (!this.light || !(always || this.#hidden())) return;
    const nodes = [...this.light.nodes].map((id) => this.app.graph.nodes[id]).filter((node) => node.x !== undefined);
    const { clientWidth: width, clientHeight: height } = this.element;
    const covered = this.#covered();
    const { position, scale } = frame(nodes, width, height - covered, 1.2);
    this.network.moveTo({ position: { x: position.x, y: position.y + covered / 2 / scale }, scale, animation: moving && animation() });
  }

  // Pixels at the bottom that the sheet of facts covers on a narrow screen.
  #covered() {
    const [map, facts] = [this.element.getBoundingClientRect(), byId("facts").getBoundingClientRect()];
    return facts.height && facts.left < map.right - 1 ? Math.max(0, Math.min(map.bottom - facts.top, map.height - 120)) : 0;
  }

  #hidden() {
    const [right, bottom] = [this.element.clientWidth - 20, this.element.clientHeight - this.#covered() - 20];
    return [...this.light.centre].some((id) => {
      const { x, y } = this.network.canvasToDOM(this.app.graph.nodes[id]);
      return x < 20 || y < 20 || x > right || y > bottom;
    });
  }

  // --- The picture as drawn, for downloads ------------------------------------------------------------------------

  scene() {
    const scale = this.network.getScale();
    const origin = this.network.canvasToDOM({ x: 0, y: 0 });
    const at = (id) => ({ x: this.app.graph.nodes[id].x * scale + origin.x, y: this.app.graph.nodes[id].y * scale + origin.y });
    const lit = this.light;
    const lines = (lit ? lit.lines : this.strokes.flatMap(({ lines: its }) => its)).map((line) => ({
      from: at(line.from), to: at(line.to), width: strokeWidth(line),
      colour: cssVariable(`${colourOf(line)}${lit ? "-strong" : ""}`),
    }));
    const ids = lit ? [...lit.nodes] : this.shown.map((node) => node.id);
    const marks = ids.map((id) => ({ ...at(id), kind: this.app.graph.nodes[id].group, radius: Math.max(this.radiusOf(id) * scale, 1.5) }));
    const texts = this.labels.map((label) => ({
      x: label.left + origin.x, y: label.top + label.height / 2 + origin.y, text: label.text, kind: label.kind, font: label.font,
    }));
    return { width: this.element.clientWidth, height: this.element.clientHeight, lines, marks, texts };
  }
}

function shortened(text, most) {
  return text.length > most ? `${text.slice(0, most - 2).trimEnd()}…` : text;
}
