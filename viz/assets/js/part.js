// The map as a part of another page: marks and lines come merged; what is chosen is told beside it, with links.

import { button, byId, count, h, replace } from "./dom.js";
import { glyph, look, readColours, setLook } from "./look.js";
import { MapView } from "./map.js";
import { unpack } from "./unpack.js";

const SHOWN = 10;
const TOP = 6;

class Part {
  constructor(map, addresses) {
    this.addresses = addresses;
    this.look = look;
    this.#hold(map);
    this.view = new MapView(this);
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
    this.#hold(map);
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
    return [h("p", {}, "Choose a mark for what it is joined to. A wider line is more trials."),
      kinds.flatMap((kind) => [h("h3", {}, look.kinds[kind].plural), h("ul", { class: "things" },
        this.view.ranked.filter((node) => node.group === kind).slice(0, TOP).map((node) => this.#item(node, node.trials)))])];
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
