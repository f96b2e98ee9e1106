// Finding a thing by any of its names or identifiers, regardless of case, accents, hyphens and Greek letters.

import { byId, h, replace } from "./dom.js";
import { glyph, look } from "./look.js";

const GREEK = { α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", κ: "kappa", λ: "lambda", ω: "omega" };
const MOST = 12;
const KIND_ORDER = ["agent", "target", "condition", "mechanism", "endpoint", "trial"];

export function folded(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[α-ω]/g, (letter) => GREEK[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

class Index {
  constructor(graph) {
    this.names = graph.nodes.flatMap((node) =>
      [node.label, ...(node.synonyms ?? []), ...(node.identifiers ?? []), node.title ?? ""].filter(Boolean).map((name, rank) => ({ node, name, rank, key: folded(name) })),
    );
  }

  // The best matches, each node once: whole name, then start of a name, then anywhere.
  find(query, weight) {
    const wanted = folded(query);
    if (!wanted) return [];
    const best = new Map();
    for (const entry of this.names) {
      const at = entry.key.indexOf(wanted);
      if (at < 0) continue;
      const score = (entry.key === wanted ? 0 : at === 0 ? 1 : 2) * 10 + Math.min(entry.rank, 3) + KIND_ORDER.indexOf(entry.node.group) * 0.1;
      const known = best.get(entry.node.id);
      if (!known || score < known.score) best.set(entry.node.id, { ...entry, score });
    }
    return [...best.values()].sort((a, b) => a.score - b.score || weight(b.node) - weight(a.node) || a.node.id - b.node.id).slice(0, MOST);
  }
}

export function setUpSearch(app) {
  const [input, list] = [byId("query"), byId("found")];
  let index = null;
  let options = [];
  let active = -1;
  let leaving = 0;

  const shut = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const activate = (position) => {
    active = position;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === position)));
    list.children[position]?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", `option-${position}`);
  };
  const take = (entry) => {
    shut();
    input.value = "";
    input.blur();
    app.choose(entry.node.key);
  };
  const search = () => {
    clearTimeout(leaving);
    index ??= new Index(app.graph);
    options = index.find(input.value, (node) => app.found.trialsOf.get(node.id)?.length ?? 0);
    replace(list, options.map((entry, at) => option(app, entry, at, () => take(entry))), !options.length && input.value.trim() ? h("li", { class: "muted", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing has this name") : null);
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (options.length && !list.hidden) activate(0);
    else input.removeAttribute("aria-activedescendant");
  };

  input.addEventListener("input", search);
  input.addEventListener("focus", () => input.value && search());
  input.addEventListener("blur", () => (leaving = setTimeout(shut, 150)));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      input.value = "";
      shut();
      input.blur();
    } else if (event.key === "Enter" && options[active] && !list.hidden) take(options[active]);
    else if (event.key === "ArrowDown" && options.length) activate((active + 1) % options.length);
    else if (event.key === "ArrowUp" && options.length) activate((active - 1 + options.length) % options.length);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function option(app, { node, name }, at, take) {
  const trials = app.found.trialsOf.get(node.id)?.length ?? 0;
  const other = name !== node.label ? name : node.group === "trial" ? node.title : "";
  return h("li", { id: `option-${at}`, role: "option", "aria-selected": "false", on: { pointerdown: (event) => { event.preventDefault(); take(); } } },
    glyph(node.group),
    h("span", { class: "found-name" }, node.label, other ? h("span", { class: "muted" }, ` ${other}`) : null),
    h("span", { class: "muted" }, node.group === "trial" ? look.kinds.trial.name : trials ? trials.toLocaleString("en-GB") : "hidden by filters"));
}
