"use strict";
// The search of a site of files: looks through what the page holds – kinds of agents and things by all their names, trials
// by titles and by what they test, study and measure. Each stretch between blanks must be met.

(() => {
  const { element, plural } = narrowing;
  const [MOST_THINGS, MOST_TRIALS, SHORT] = [40, 100, 3];
  const GREEK = { α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", ζ: "zeta", κ: "kappa", λ: "lambda", μ: "mu", σ: "sigma", ω: "omega" };
  const BRITISH = [["aem", "em"], ["aed", "ed"], ["oes", "es"], ["our", "or"], ["is", "iz"]];
  const held = JSON.parse(document.getElementById("searchable").textContent);
  const place = document.getElementById("found");
  const field = document.getElementById("q");

  // Letters and digits of one spelling, as names are compared in a graph.
  function fold(word) {
    const plain = word.toLowerCase().replace(/[α-ω]/g, (letter) => GREEK[letter] ?? letter).normalize("NFKD").replace(/[^a-z0-9]/g, "");
    const initial = plain.replace(/alpha|alfa|beta|gamma|delta|epsilon|kappa|lambda|zeta/g, (name) => name[0]);
    return BRITISH.reduce((text, [british, american]) => text.replaceAll(british, american), initial);
  }

  const spaced = (text) => ` ${(text.match(/[\p{L}\p{N}_]+/gu) ?? []).map(fold).join(" ")} `;
  // A name by its words, and written as one.
  const both = (name) => `${spaced(name)}| ${fold(name)} `;
  const text = (names) => names.map(both).join("|");

  // What stands in the texts of what a stretch means: a short one whole, a longer one at least begun.
  function sought(stretch) {
    return [spaced(stretch).trimEnd(), ` ${fold(stretch)}`, ` ${fold(stretch.replace(/s$/, ""))}`]
      .map((its) => (its.slice(its.lastIndexOf(" ") + 1).length > SHORT ? its : `${its} `)).filter((its) => its.trim());
  }

  const meets = (its, forms) => forms.some((form) => its.includes(form));

  const acting = new RegExp(`-(${held.acting.join("|")})(?![\\w-])`, "gi");

  // The stretches of a search, without those that only say that something acts ("anti-", "inhibitor") beside others.
  function stretches(words) {
    const parts = words.trim().replace(/\banti[- ]/gi, " ").replace(acting, " ").split(/\s+/).filter(Boolean);
    const told = parts.filter((part) => !held.acting.includes(part.toLowerCase()));
    return (told.length ? told : parts).map(sought);
  }

  const kinds = held.kinds.map((kind) => ({ ...kind, text: text(kind.names) }));
  const things = held.things.map((thing) => ({ ...thing, text: text(thing.names), whole: thing.names.map(fold) }));
  const trials = held.trials.map((trial) => ({ ...trial, text: `${both(trial.id)}|${spaced(trial.title)}` }));

  function search(words) {
    const asked = stretches(words);
    const kept = { kinds: new Set(kinds.keys()), things: new Set(things.keys()), trials: new Set(trials.keys()) };
    for (const forms of asked) {
      const ofKind = new Set([...kinds.keys()].filter((at) => meets(kinds[at].text, forms)));
      const named = new Set([...things.keys()].filter((at) => meets(things[at].text, forms)));
      const ofThem = (thing) => thing.acts.some((at) => named.has(at)) || thing.of.some((at) => ofKind.has(at));
      const meant = new Set([...things.keys()].filter((at) => named.has(at) || ofThem(things[at])));
      for (const at of kept.kinds) if (!ofKind.has(at)) kept.kinds.delete(at);
      for (const at of kept.things) if (!meant.has(at)) kept.things.delete(at);
      for (const at of kept.trials) if (!meets(trials[at].text, forms) && !trials[at].held.some((its) => meant.has(its))) kept.trials.delete(at);
    }
    const whole = fold(words);
    const found = [...kept.things].map((at) => things[at]);
    const rank = (thing) => (thing.whole.includes(whole) ? 0 : asked.every((forms) => meets(thing.text, forms)) ? 1 : 2);
    found.sort((a, b) => rank(a) - rank(b) || b.trials - a.trials || (a.path < b.path ? -1 : 1));
    return { kinds: [...kept.kinds].map((at) => kinds[at]), things: found, trials: [...kept.trials].map((at) => trials[at]) };
  }

  function cut(all, most, shown) {
    return [...(all.length > most ? [element("p", {}, `The first ${most} of ${all.length.toLocaleString("en-GB")}.`)] : []), shown(all.slice(0, most))];
  }

  function kindLine(kind) {
    const at = (page) => `${page}.html?${new URLSearchParams({ kind: kind.label })}`;
    return element("li", {}, `${kind.label}: `, element("a", { href: `${at("trials")}#list` }, plural(kind.trials, "trial")), " · ", element("a", { href: at("landscape") }, "targets by conditions"));
  }

  function thingLine(thing) {
    return element("li", {}, element("a", { class: `thing ${thing.kind}`, href: `${encodeURI(thing.path)}.html` }, thing.label), " ",
      element("span", { class: "count", title: plural(thing.trials, "trial") }, thing.trials.toLocaleString("en-GB")));
  }

  function trialLine(trial) {
    return element("li", {}, element("a", { href: `${encodeURI(trial.path)}.html` }, trial.id), ` ${trial.title}${trial.year ? ` (${trial.year})` : ""}`);
  }

  function show() {
    const words = field.value.trim();
    document.querySelector("h1").textContent = words ? `Search for “${words}”` : "Search";
    if (!words) {
      place.replaceChildren(element("p", {}, "Give a name, a synonym, an id or words of a title; of several words, what has all of them is found."));
      return;
    }
    const found = search(words);
    const parts = [];
    if (found.kinds.length) parts.push(element("h2", {}, "Kinds of agent"), element("ul", { class: "plain" }, ...found.kinds.map(kindLine)));
    if (found.things.length) parts.push(element("h2", {}, "Names"), ...cut(found.things, MOST_THINGS, (its) => element("ul", { class: "things" }, ...its.map(thingLine))));
    if (found.trials.length) parts.push(element("h2", {}, plural(found.trials.length, "trial")), ...cut(found.trials, MOST_TRIALS, (its) => element("ul", { class: "plain" }, ...its.map(trialLine))));
    place.replaceChildren(...(parts.length ? parts : [element("p", { class: "note" }, "Nothing in this graph has all of these words: leave one out.")]));
  }

  field.value = narrowing.asked.get("q") ?? "";
  field.closest("form").addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `${location.pathname}?${new URLSearchParams({ q: field.value })}`);
    show();
  });
  show();
})();
