// What the reader has chosen. It lives in the address after #, so a link, a bookmark and the back button carry it.

import { ALL_FACETS } from "./facets.js";

const PLAIN = ["view", "selected", "to", "under", "since", "until", "basis", "least", "tab", "sort", "rows", "columns", "all"];
const STEPS = new Set(["view", "selected", "to"]);

export class State {
  #listeners = [];
  #sets;
  #plain;

  // Args: values and first ticked values by facet, first kinds of node, first plain values.
  constructor(values, ticked, kinds, plain) {
    this.values = { ...values, show: kinds.all };
    this.first = { ...ticked, show: new Set(kinds.first), ...plain, compare: [] };
    this.#sets = [...ALL_FACETS.map((facet) => facet.id), "show"];
    this.#plain = PLAIN;
    this.#read();
    window.addEventListener("popstate", () => this.#arrive());
    window.addEventListener("hashchange", () => this.#arrive());
  }

  onChange(listener) {
    this.#listeners.push(listener);
  }

  // Changes some values and tells everybody once, with the names of what changed.
  set(changes) {
    const changed = Object.keys(changes).filter((name) => !same(this[name], changes[name]));
    if (!changed.length) return;
    Object.assign(this, changes);
    this.#write(changed.some((name) => STEPS.has(name)));
    this.#tell(new Set(changed));
  }

  toggle(name, value) {
    const next = new Set(this[name]);
    if (!next.delete(value)) next.add(value);
    this.set({ [name]: next });
  }

  // True while the facet, set of kinds or plain value stands as it first stood.
  untouched(name) {
    return same(this[name], this.first[name]);
  }

  resetFilters() {
    const names = [...this.#sets, "under", "since", "until", "basis", "least"];
    this.set(Object.fromEntries(names.map((name) => [name, this.first[name]])));
  }

  #arrive() {
    const before = { ...this };
    this.#read();
    const changed = Object.keys(this.first).filter((name) => !same(before[name], this[name]));
    if (changed.length) this.#tell(new Set(changed));
  }

  #tell(changed) {
    for (const listener of this.#listeners) listener(changed);
  }

  #read() {
    const written = new URLSearchParams(location.hash.slice(1));
    Object.assign(this, this.first);
    for (const name of this.#plain) if (written.has(name)) this[name] = written.get(name);
    for (const name of this.#sets) if (written.has(name)) this[name] = new Set(this.#known(name, written.get(name)));
    if (written.has("compare")) this.compare = written.get("compare").split("~").filter(Boolean);
  }

  #known(name, text) {
    return text.split("~").filter((value) => this.values[name].includes(value));
  }

  #write(step) {
    const written = new URLSearchParams();
    for (const name of this.#plain) if (!this.untouched(name)) written.set(name, this[name]);
    for (const name of this.#sets) if (!this.untouched(name)) written.set(name, [...this[name]].join("~"));
    if (this.compare.length) written.set("compare", this.compare.join("~"));
    // In a notebook's frame "#…" alone would mean the notebook's address, and its back button is not for us.
    const address = new URL(`#${written}`, location.href).href;
    history[step && window.parent === window ? "pushState" : "replaceState"](null, "", address);
  }
}

function same(a, b) {
  if (a instanceof Set && b instanceof Set) return a.size === b.size && [...a].every((value) => b.has(value));
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, index) => value === b[index]);
  return a === b;
}
