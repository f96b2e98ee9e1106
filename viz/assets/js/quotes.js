// The words behind a fact: a field of the record, what stands before, the words themselves marked, what stands after.

import { h } from "./dom.js";
import { unpackOnce } from "./unpack.js";

const [TRIAL, FIELD, BEFORE, WORDS, AFTER, RULE, BASIS, SOURCE] = [0, 1, 2, 3, 4, 5, 6, 7];
const SHOWN = 1;

export function words() {
  return unpackOnce("data-words");
}

// "outcomesModule.primaryOutcomes[0].measure" → "Primary outcomes 1, measure".
export function fieldName(path) {
  return path
    .replace(/^[a-z]\w*Module\./, "")
    .split(".")
    .map((part) => part.replace(/\[(\d+)\]/, (whole, index) => ` ${Number(index) + 1}`).replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase())
    .join(", ")
    .replace(/^./, (letter) => letter.toUpperCase());
}

// A place that fills with the quotes of some links once the words are unpacked; of one trial only, if given.
export function quotesPlace(app, links, trial = null, shown = SHOWN) {
  const place = h("div", { class: "quotes" });
  words().then((all) => {
    const found = links.flatMap((link) => all.quotes[link] ?? []).filter((quote) => trial === null || quote[TRIAL] === trial || quote[TRIAL] === -1);
    const named = trial === null;
    place.append(...distinct(found).slice(0, shown).map((quote) => quoteElement(app, quote, named)));
    const rest = distinct(found).slice(shown);
    if (rest.length) place.append(h("details", { class: "more" }, h("summary", {}, `${rest.length} more`), rest.slice(0, 60).map((quote) => quoteElement(app, quote, named))));
  });
  return place;
}

// The same words of the same field support several facts: shown once.
function distinct(quotes) {
  const seen = new Map();
  for (const quote of quotes) {
    const key = [quote[TRIAL], quote[FIELD], quote[WORDS], quote[BASIS]].join("\n");
    if (!seen.has(key)) seen.set(key, quote);
  }
  return [...seen.values()].sort((a, b) => a[BASIS] - b[BASIS]);
}

function quoteElement(app, quote, named) {
  const trial = app.graph.nodes[quote[TRIAL]];
  const background = quote[BASIS] === 2;
  return h("figure", { class: background ? "quote background" : "quote" },
    h("figcaption", {},
      named && trial ? h("button", { type: "button", class: "name plain", on: { click: () => app.choose(trial.key) } }, trial.label) : null,
      h("span", { title: quote[FIELD] }, fieldName(quote[FIELD]))),
    h("blockquote", {}, quote[BEFORE], h("mark", {}, quote[WORDS]), quote[AFTER]),
    background ? h("p", { class: "muted" }, `Background knowledge about these words${quote[SOURCE] ? `, from ${quote[SOURCE]}` : ""}`) : null,
    !background && quote[RULE] ? h("p", { class: "unseen" }, `Read by the rule ${quote[RULE]}`) : null);
}
