// Starts the page and keeps its parts in step with what the reader chooses.

import { trialsOfKey, nameOfKey } from "./axes.js";
import { CompareView } from "./compare.js";
import { button, byId, count, replace } from "./dom.js";
import { firstOf, valuesOf } from "./facets.js";
import { showFacts } from "./facts.js";
import { showChips, showFilters } from "./filters.js";
import { readGraph } from "./graph.js";
import { HeatView } from "./heatmap.js";
import { LanesView } from "./lanes.js";
import { drawnLines } from "./lines.js";
import { look, paintKinds, setLook } from "./look.js";
import { MapView } from "./map.js";
import { words } from "./quotes.js";
import { setUpSearch } from "./search.js";
import { State } from "./state.js";
import { survey } from "./survey.js";
import { TableView } from "./table.js";
import { setUpKeys, setUpTools, showViews } from "./tools.js";
import { unpack } from "./unpack.js";

const NOT_FILTERS = new Set(["view", "selected", "to", "tab", "sort", "rows", "columns", "all", "compare"]);

class App {
  constructor(graph, settings) {
    this.graph = graph;
    this.settings = settings;
    this.look = look;
    const values = valuesOf(graph, look);
    const kinds = { all: Object.keys(look.kinds), first: look.shown_at_first };
    this.state = new State(values, firstOf(values, look), kinds, {
      view: settings.view, selected: settings.selected, to: "", under: "", since: "", until: "", basis: "3", least: "", tab: "trial", sort: "", rows: "target", columns: "condition", all: "",
    });
    this.found = survey(graph, this.state);
    this.views = { map: new MapView(this, true), lanes: new LanesView(this), table: new TableView(this), heat: new HeatView(this), compare: new CompareView(this) };
    this.waiting = false;
  }

  async start() {
    setUpTools(this);
    setUpKeys(this);
    setUpSearch(this);
    byId("skip").addEventListener("click", (event) => this.#skip(event));
    this.state.onChange((changed) => this.#change(changed));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint());
    this.#counts();
    this.#showView();
    await pause();
    this.#all();
    // The sheet of facts may cover what the view has brought forward.
    this.view.bring?.(false, false);
  }

  // The link's address would lead a notebook's frame away from here.
  #skip(event) {
    event.preventDefault();
    byId("view").focus();
  }

  // --- Keeping in step --------------------------------------------------------------------------------------------

  filtersChanged(changed) {
    return [...changed].some((name) => !NOT_FILTERS.has(name));
  }

  #change(changed) {
    if (this.filtersChanged(changed)) {
      this.found = survey(this.graph, this.state);
      this.lines = null;
    }
    if (changed.has("view")) this.fold(!changed.has("selected"));
    if (changed.has("view")) this.#showView();
    else this.view.update(changed);
    this.#all();
    this.#say(changed);
  }

  #all() {
    showViews(this);
    showFilters(this);
    showChips(this);
    showFacts(this);
    this.#status();
  }

  #showView() {
    this.view = this.views[this.state.view] ?? this.views.map;
    replace(byId("stage"), this.view.frame);
    document.body.dataset.view = this.state.view;
    this.view.show();
  }

  repaint() {
    paintKinds();
    this.view.update(null);
  }

  #counts() {
    const { trials, links } = this.graph;
    byId("counts").textContent = `${count(trials.length, "trial")} · ${count(links.length, "statement")}`;
  }

  #status() {
    const { found, graph } = this;
    const parts = [`${found.trials.length.toLocaleString("en-GB")} of ${count(graph.trials.length, "trial")}`];
    const outside = this.state.untouched("scope") ? found.counts.scope.get(look.hidden_scope) : 0;
    if (outside) parts.push(` (${outside.toLocaleString("en-GB")} out of scope left out)`);
    if (!found.trials.length) parts.push(" · no trial fits all filters: take one off above");
    else if (this.state.view === "map") {
      const { least, thin } = this.drawn();
      parts.push(` · trials merged into lines, a wider line is more trials`);
      if (thin) parts.push(` · ${count(thin, "line")} of fewer than ${least} trials not drawn `, button("Draw all", () => this.state.set({ least: "1" }), { class: "small quiet" }));
    }
    if (this.state.selected) parts.push(" ", button("Show the choice", () => this.fold(false), { class: "small quiet only-folded" }));
    replace(byId("status"), parts);
  }

  #say(changed) {
    const node = this.graph.node(this.state.selected);
    if (changed.has("selected") && node) this.announce(`${node.label}, ${look.kinds[node.group]?.name}, ${count(this.found.trialsOf.get(node.id)?.length ?? 0, "trial")}`);
    else if (changed.has("selected") && this.state.selected) this.announce(this.state.selected.split("|").map((key) => nameOfKey(this.graph, key)).join(" and "));
    else if (this.filtersChanged(changed)) this.announce(`${count(this.found.trials.length, "trial")} left`);
  }

  announce(text) {
    byId("announcer").textContent = text;
  }

  // --- What the reader does ----------------------------------------------------------------------------------------

  // Args: the node's key; whether it is the second end of a path; whether the map should move to it, and not only
  // where it would stay out of sight.
  choose(key, second = false, moving = true) {
    const other = (second || this.waiting) && this.graph.node(this.state.selected) && key !== this.state.selected;
    this.waiting = false;
    this.fold(false);
    if (other) this.state.set({ to: key });
    else this.state.set({ selected: key, to: "" });
    if (this.state.view === "map") this.views.map.bring(moving);
  }

  choosePair(a, b) {
    this.fold(false);
    this.state.set({ selected: `${this.graph.nodes[a].key}|${this.graph.nodes[b].key}`, to: "" });
  }

  trialsOfPair(first, second) {
    const others = new Set(trialsOfKey(this.graph, this.found, second));
    return trialsOfKey(this.graph, this.found, first).filter((trial) => others.has(trial));
  }

  waitForOther() {
    this.waiting = !this.waiting;
    showFacts(this);
    if (!this.waiting) return;
    this.announce("Choose or find the other end of the path");
    byId("query").focus();
  }

  toggleCompare(key) {
    const { compare } = this.state;
    this.state.set({ compare: compare.includes(key) ? compare.filter((one) => one !== key) : [...compare, key] });
  }

  clear() {
    this.waiting = false;
    this.openFilters(false);
    const reading = byId("facts").contains(document.activeElement);
    this.state.set({ selected: "", to: "" });
    if (reading) byId("view").focus({ preventScroll: true });
  }

  openFilters(open = !document.body.classList.contains("filtering")) {
    document.body.classList.toggle("filtering", open);
    if (open) byId("filters").focus();
  }

  // On a narrow screen another view is not covered by the facts of what was chosen in the one before.
  fold(folded) {
    document.body.classList.toggle("folded", folded);
  }

  fit() {
    this.view.fit?.();
  }

  drawn() {
    this.lines ??= drawnLines(this.graph, this.found, this.state);
    return this.lines;
  }

  // --- For downloads -------------------------------------------------------------------------------------------------

  values() {
    if (this.view.values) return this.view.values();
    this.views.table.update(null);
    return this.views.table.values();
  }

  scene() {
    return this.view.scene ? this.view.scene() : this.views.map.scene();
  }
}

// Lets the browser paint and answer between two long steps.
function pause() {
  return new Promise((done) => setTimeout(done));
}

async function begin() {
  const [graph, settings] = await Promise.all([readGraph(), unpack("data-settings")]);
  setLook(settings.look);
  paintKinds();
  const app = new App(graph, settings);
  await pause();
  await app.start();
  globalThis.iokg = app;
  setTimeout(words, 400);
}

begin().catch((error) => {
  byId("stage").textContent = "This page could not be drawn. A browser of 2023 or later is needed.";
  throw error;
});
