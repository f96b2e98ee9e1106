// Finding a thing by any of its names or identifiers, regardless of case, accents, hyphens and Greek letters.

import { byId, h, replace } from "./dom.js";
import { glyph, look } from "./look.js";

const GREEK = { α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", κ: "kappa", λ: "lambda", ω: "omega" };
const MOST = 12;
// Letters from which a misspelt name is recognised, and from which two of them may be wrong.
const [SHORT, LONG] = [4, 8];
const FEW = 5;
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
    const entries = (node, names, whole) => names.filter(Boolean).map((name, rank) => ({ node, name, rank, whole, key: folded(name) }));
    this.names = graph.nodes.flatMap((node) => [
      ...entries(node, [node.label, ...(node.synonyms ?? []), node.title ?? ""], false),
      ...(node.identifiers ?? []).flatMap((id) => entries(node, [id, id.split(":").at(-1)], true)),
    ]);
  }

  // The best matches, each node once: whole name, then start of a name, then anywhere; an identifier only as a whole.
  find(query, weight) {
    const wanted = folded(query);
    if (!wanted) return [];
    const best = new Map();
    for (const entry of this.names) {
      const at = entry.key.indexOf(wanted);
      if (at < 0 || (entry.whole && entry.key !== wanted)) continue;
      const score = (entry.key === wanted ? 0 : at === 0 ? 1 : 2) * 10 + Math.min(entry.rank, 3) + KIND_ORDER.indexOf(entry.node.group) * 0.1;
      const known = best.get(entry.node.id);
      if (!known || score < known.score) best.set(entry.node.id, { ...entry, score });
    }
    return bestOf(best, weight, MOST);
  }

  // The names that differ from a query by a letter or two, the nearest first; a short query has none.
  near(query, weight) {
    const wanted = folded(query);
    const most = wanted.length < SHORT ? 0 : wanted.length < LONG ? 1 : 2;
    const best = new Map();
    for (const entry of most ? this.names.filter((its) => !its.whole) : []) {
      const away = distance(entry.key, wanted, most);
      if (away <= most && away < (best.get(entry.node.id)?.score ?? Infinity)) best.set(entry.node.id, { ...entry, score: away });
    }
    return bestOf(best, weight, FEW);
  }
}

// So many of the matches, the best first, and of equal ones the weightiest.
function bestOf(best, weight, most) {
  return [...best.values()].sort((a, b) => a.score - b.score || weight(b.node) - weight(a.node) || a.node.id - b.node.id).slice(0, most);
}

// Letters to add, drop or change between two words, or swap with the next; more than "most" as soon as it is clear.
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    for (let at = 1; at <= other.length; at++) {
      const same = one[row - 1] === other[at - 1];
      const swapped = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      now[at] = Math.min(last[at] + 1, now[at - 1] + 1, last[at - 1] + (same ? 0 : 1), swapped ? before[at - 2] + 1 : Infinity);
    }
    if (Math.min(...now) > most) return most + 1;
    [before, last] = [last, now];
  }
  return last.at(-1);
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
    app.choose(entry.node.key);
    byId("facts").focus({ preventScroll: true });
  };
  const search = () => {
    clearTimeout(leaving);
    index ??= new Index(app.graph);
    const weight = (node) => app.found.trialsOf.get(node.id)?.length ?? 0;
    const known = index.find(input.value, weight);
    options = known.length ? known : index.near(input.value, weight);
    const told = options.length ? "Nothing has this very name" : "Nothing has this name";
    replace(list, options.map((entry, at) => option(app, entry, at, () => take(entry))), !known.length && input.value.trim() ? h("li", { class: "muted", role: "option", "aria-disabled": "true", "aria-selected": "false" }, told) : null);
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
