// The map as a part of another page: marks and lines come merged; what is chosen is told beside it, with links.

import { button, byId, count, h, replace } from "./dom.js";
import { glyph, look, readColours, setLook } from "./look.js";
import { MapView } from "./map.js";
import { unpack } from "./unpack.js";

const SHOWN = 10;
const TOP = 6;
// On a narrow screen a map of more marks than a thumb can tell apart begins with some of each kind.
const NARROW = "(max-width: 760px)";
const [FEW, OF_A_KIND] = [60, 6];
// The room in which those stand, and how far apart: names are wide and low.
const [ROOM, APART, WIDENESS, ROUNDS] = [[430, 590], 74, 2.2, 200];

class Part {
  constructor(map, addresses) {
    this.addresses = addresses;
    this.look = look;
    this.#take(map);
    this.view = new MapView(this);
  }

  // A map, or on a narrow screen those of its marks that are of the most trials, until all are asked for.
  #take(map) {
    this.map = map;
    const isMuch = matchMedia(NARROW).matches && map.marks.length > FEW;
    this.hidden = isMuch && !this.all ? map.marks.length : 0;
    this.#hold(this.hidden ? weightiest(map) : map);
  }

  #hold({ marks, lines }) {
    const nodes = marks.map((mark, id) => ({ id, key: mark.id, group: mark.kind, label: mark.label, trials: mark.trials, x: mark.x, y: mark.y }));
    const byKey = new Map(nodes.map((node) => [node.key, node]));
    this.graph = { nodes, node: (key) => byKey.get(key) };
    this.state = { show: new Set(nodes.map((node) => node.group)), selected: "", to: "" };
    // Only the number of trials is known here; the map asks for nothing else.
    this.found = { trialsOf: new Map(nodes.map((node) => [node.id, { length: node.trials }])), parts: new Map() };
    const all = lines.map(([from, to, relation, trials]) => ({ from, to, relation, trials: { length: trials } }));
    this.lines = { all, lines: all };
  }

  // Another map in the place of this one; what was chosen stays chosen if it is still there.
  redraw(map) {
    const { selected } = this.state;
    this.#take(map);
    this.view.hovered = null;
    this.view.update(null);
    this.view.fit(false);
    this.choose(this.graph.node(selected) ? selected : "");
  }

  start() {
    replace(byId("stage"), this.view.frame, h("div", { class: "zoom" },
      button("+", () => this.view.zoom(1.4), { "aria-label": "Nearer" }),
      button("−", () => this.view.zoom(1 / 1.4), { "aria-label": "Further" }),
      button("All", () => this.view.fit(), { "aria-label": "Show the whole map" })));
    byId("picture").hidden = false;
    this.view.show();
    this.choose("");
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.state.selected) this.clear();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      readColours();
      this.view.update(null);
    });
  }

  // --- What the map asks of its page ------------------------------------------------------------------------------

  drawn() {
    return this.lines;
  }

  filtersChanged() {
    return false;
  }

  choose(key) {
    this.state.selected = key;
    this.#show(this.graph.node(key) ? this.#told(this.graph.node(key)) : this.#overview());
  }

  choosePair(from, to) {
    const line = this.lines.all.find((one) => one.from === from && one.to === to);
    this.state.selected = "";
    this.#show([h("h2", {}, this.#page(this.graph.nodes[from]), ` ${look.relations[line.relation]} `, this.#page(this.graph.nodes[to])), this.#number(line)]);
  }

  clear() {
    this.choose("");
  }

  // --- Beside the map ---------------------------------------------------------------------------------------------

  #show(content) {
    replace(byId("facts"), ...content);
    this.view.update(new Set(["selected"]));
    this.view.bring(false);
  }

  #overview() {
    const kinds = [...this.state.show].filter((kind) => kind !== "trial");
    return [h("p", {}, "Choose a mark for what it is joined to. A wider line is more trials."), this.#howMany(),
      kinds.flatMap((kind) => [h("h3", {}, look.kinds[kind].plural), h("ul", { class: "things" },
        this.view.ranked.filter((node) => node.group === kind).slice(0, TOP).map((node) => this.#item(node, node.trials)))])];
  }

  // That only some marks are drawn, and how to have all.
  #howMany() {
    if (!this.hidden && !(this.all && this.map.marks.length > FEW)) return null;
    const turn = () => {
      this.all = !this.all;
      this.redraw(this.map);
      byId("facts").focus({ preventScroll: true });
    };
    return this.hidden
      ? h("p", {}, `The ${this.graph.nodes.length} marks of the most trials. `, button(`Draw all ${this.hidden.toLocaleString("en-GB")}`, turn))
      : h("p", {}, button("Draw those of the most trials alone", turn));
  }

  #told(node) {
    const lines = this.lines.all.filter((line) => line.from === node.id || line.to === node.id);
    const groups = grouped(lines);
    return [
      h("h2", {}, this.#page(node)),
      h("p", {}, `${look.kinds[node.group].name} · ${count(node.trials, "trial")}`, this.addresses.map ? [" · ", h("a", { href: this.#address(this.addresses.map, node.key) }, "map around it")] : null),
      [...groups].flatMap(([relation, its]) => {
        const ends = its.map((line) => [this.graph.nodes[line.from === node.id ? line.to : line.from], line.trials.length])
          .sort(([a, one], [b, other]) => other - one || b.trials - a.trials || a.id - b.id);
        // What an agent is holds whatever the trial: there the other's own trials tell how much it matters.
        const item = ([other, trials]) => this.#item(other, trials || other.trials);
        const rest = ends.slice(SHOWN);
        return [h("h3", {}, headingOf(relation, its[0].from === node.id)), h("ul", { class: "things" }, ends.slice(0, SHOWN).map(item)),
          rest.length ? h("details", {}, h("summary", {}, `${rest.length} more`), h("ul", { class: "things" }, rest.map(item))) : null];
      }),
    ];
  }

  #item(node, trials) {
    return h("li", {}, button([glyph(node.group), h("span", {}, node.label)], () => { this.choose(node.key); byId("facts").focus({ preventScroll: true }); }, { class: `mark ${node.group}` }),
      node.group !== "trial" ? h("span", { class: "count", title: count(trials, "trial") }, ` ${trials.toLocaleString("en-GB")}`) : null);
  }

  #page(node) {
    return h("a", { class: `thing ${node.group}`, href: this.#address(this.addresses.page, node.key) }, node.label);
  }

  #number(line) {
    return h("p", {}, line.trials.length ? count(line.trials.length, "trial") : "Whatever the trial: it is so by its nature.");
  }

  #address(pattern, key) {
    return pattern.replace("KEY", key.split("/").map(encodeURIComponent).join("/"));
  }
}

// The marks of each kind that are of the most trials, moved apart, with the lines between them.
function weightiest({ marks, lines }) {
  const ranked = marks.map((mark, at) => [mark, at]).sort(([a, one], [b, other]) => b.trials - a.trials || one - other);
  const kept = [...new Set(marks.map((mark) => mark.kind))].filter((kind) => kind !== "trial")
    .flatMap((kind) => ranked.filter(([mark]) => mark.kind === kind).slice(0, OF_A_KIND));
  const place = new Map(kept.map(([, at], now) => [at, now]));
  const between = lines.filter(([from, to]) => place.has(from) && place.has(to)).map(([from, to, ...rest]) => [place.get(from), place.get(to), ...rest]);
  return { marks: apart(kept.map(([mark]) => mark)), lines: between };
}

// Marks at such distances that their names have room, as near to where they stood as that allows.
function apart(marks) {
  const [[width, height], fit] = [ROOM, (values) => [Math.min(...values), Math.max(...values)]];
  const [[left, right], [top, bottom]] = [fit(marks.map((mark) => mark.x)), fit(marks.map((mark) => mark.y))];
  const spots = marks.map(({ x, y }) => [((x - left) / (right - left || 1)) * width, ((y - top) / (bottom - top || 1)) * height]);
  const within = (value, most) => Math.min(Math.max(value, 0), most);
  for (let round = 0; round < ROUNDS; round++) {
    for (let one = 0; one < spots.length; one++) for (let other = 0; other < one; other++) {
      const [dx, dy] = [(spots[one][0] - spots[other][0]) / WIDENESS || 0.1 * (one - other), spots[one][1] - spots[other][1] || 0.1];
      const away = Math.hypot(dx, dy);
      const push = Math.max(0, APART - away) / away / 4;
      for (const [spot, way] of [[spots[one], push], [spots[other], -push]]) {
        spot[0] = within(spot[0] + dx * way * WIDENESS, width);
        spot[1] = within(spot[1] + dy * way, height);
      }
    }
  }
  return marks.map((mark, at) => ({ ...mark, x: Math.round(spots[at][0]), y: Math.round(spots[at][1]) }));
}

function grouped(lines) {
  const groups = new Map();
  for (const line of lines) groups.set(line.relation, [...(groups.get(line.relation) ?? []), line]);
  return groups;
}

// A relation seen from its first or its second end.
function headingOf(relation, first) {
  const seen = { "has-target": ["Acts on", "Agents that act on it"], "has-mechanism": ["Acts through", "Agents that act through it"], "studied-in": ["Studied in", "Studied with"], "measured-by": ["Measured by", "Measured for"] };
  return seen[relation]?.[first ? 0 : 1] ?? (first ? "Joined to" : "In the trials");
}

async function begin() {
  const { look: values, ...map } = await unpack("data-map");
  setLook(values);
  const part = new Part(map, byId("picture").dataset);
  part.start();
  // A page that narrows its map by itself says so by events: here it is drawn, there it is to be drawn again.
  byId("picture").addEventListener("redraw", (event) => part.redraw(event.detail));
  byId("picture").dispatchEvent(new Event("drawn"));
}

begin();
