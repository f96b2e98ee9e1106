"use strict";
// The search of a site of files: finds what a service would find for the same words, in what the page holds – names of
// things, trials and kinds of agents, and what hangs together. Places count things first, then trials.

(() => {
  const { element, plural } = narrowing;
  const [MOST_FOUND, MOST_PARTLY, MOST_TRIALS, MOST_NAMED, MOST_WORDS, MOST_PIECES] = [60, 40, 100, 4, 12, 12];
  // Letters up to which a word is meant as a whole; up to which a name is; from which a piece within a word is sought.
  const [SHORT_WORD, SHORT_NAME, PART] = [2, 3, 3];
  const VALUES = ["phase", "status", "setting"];
  const held = JSON.parse(document.getElementById("searchable").textContent);
  const { things, trials, kinds } = held;
  const nodes = [...things, ...trials];
  const place = document.getElementById("found");
  const field = document.getElementById("q");

  // --- Spelling -----------------------------------------------------------------------------------------------------

  const GREEK = { α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", ζ: "zeta", κ: "kappa", λ: "lambda", μ: "mu", σ: "sigma", ω: "omega" };
  const BRITISH = [["aem", "em"], ["aed", "ed"], ["oes", "es"], ["our", "or"], ["is", "iz"]];

  // Letters and digits of one spelling, as names are compared in a graph.
  function fold(word) {
    const plain = word.toLowerCase().replace(/[α-ω]/g, (letter) => GREEK[letter] ?? letter).normalize("NFKD").replace(/[^a-z0-9]/g, "");
    const initial = plain.replace(/alpha|alfa|beta|gamma|delta|epsilon|kappa|lambda|zeta/g, (name) => name[0]);
    const folded = BRITISH.reduce((text, [british, american]) => text.replaceAll(british, american), initial);
    return folded === "unnamed" ? "" : folded;
  }

  const wordsOf = (text) => text.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const spaced = (text) => ` ${wordsOf(text).map(fold).join(" ")} `;

  // What stands in the spaced form of any text with these words, of which the last may only be begun.
  function sought(words) {
    const its = spaced(words).trimEnd();
    return !its || its.slice(its.lastIndexOf(" ") + 1).length > SHORT_WORD ? its : `${its} `;
  }

  const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const byTrials = (a, b) => things[b].trials - things[a].trials || order(things[a].path, things[b].path);
  const unique = (all) => [...new Set(all)];

  // --- Names --------------------------------------------------------------------------------------------------------

  const kindOf = (at) => nodes[at].kind?.constructor === String ? nodes[at].kind : "trial";
  const iriOf = (at) => held.starts[kindOf(at)] + nodes[at].path.split("/").slice(1).join("/");
  const byIri = new Map(nodes.map((_, at) => [iriOf(at), at]));
  const worded = things.map((thing) => {
    const forms = new Map();
    for (const name of thing.names.slice(0, thing.shown)) if (!forms.has(spaced(name))) forms.set(spaced(name), name);
    return forms;
  });
  const titled = trials.map((trial) => spaced(`${trial.id} ${trial.title}`));

  const called = new Map();
  nodes.forEach((node, at) => {
    for (const name of at < things.length ? node.names : [node.id, node.title, ...node.names]) {
      const folded = fold(name) || name;
      if (!called.has(folded)) called.set(folded, []);
      if (!called.get(folded).includes(at)) called.get(folded).push(at);
    }
  });
  for (const places of called.values()) if (places.length > 1) places.sort((a, b) => order(iriOf(a), iriOf(b)));
  for (const [folded, places] of Object.entries(held.called)) called.set(folded, places);

  // The name without the ending of a plural.
  const singular = (name) => name.endsWith("ies") ? `${name.slice(0, -3)}y` : name.replace(/s$/, "");
  const either = (table, name) => table(fold(name) || name) ?? table(fold(singular(name)) || singular(name));

  function identified(name) {
    const { agent, mechanism } = held.starts;
    const base = agent.slice(0, -"agent/".length);
    const iris = /^https?:/.test(name) ? [name] : name.startsWith("iokg:") ? [mechanism + name.slice(5)] : name.includes("/") ? [base + name] : [held.starts.trial + name, mechanism + name];
    return iris.filter((iri) => byIri.has(iri)).map((iri) => byIri.get(iri));
  }

  // Names that say what an agent acts on: the ways to read one as what is acted on and what acts.
  function* divisions(name) {
    const turned = /^(\S.*?)\s+(?:(?:directed\s+)?(?:against|at|to)|targeting)\s+(\S.*)$/i.exec(name);
    const whole = turned ? `${turned[2]} ${turned[1]}` : name;
    const text = whole.replace(/^anti(?:[- ]|(?=[A-Z]))/, "");
    const ends = [...text.matchAll(/[^\s-]+/g)].map((piece) => piece.index + piece[0].length);
    if (ends.length > MOST_PIECES) return;
    for (const end of (text === whole ? ends.slice(0, -1) : ends).reverse()) yield [text.slice(0, end).split(/\s*\/\s*|\s+(?:and|or|x|×)\s+/i), withoutActing(text.slice(end))];
  }

  function withoutActing(text) {
    const pieces = [...text.matchAll(/[^\s-]+/g)];
    const acts = (piece) => held.acting.includes(piece[0].toLowerCase());
    while (pieces.length && acts(pieces[0])) pieces.shift();
    while (pieces.length && acts(pieces.at(-1))) pieces.pop();
    return pieces.length ? text.slice(pieces[0].index, pieces.at(-1).index + pieces.at(-1)[0].length) : "";
  }

  const kindsCalled = (name) => either((folded) => (Object.hasOwn(held.kindsCalled, folded) ? held.kindsCalled[folded] : undefined), name);

  // What a name says that acts: the targets, and the kinds of agent if it says one.
  function acting(name) {
    for (const [named, rest] of divisions(name.trim())) {
      const targets = named.map((word) => own(word, "target"));
      if (targets.every((its) => its.length) && (!rest || kindsCalled(rest))) return { targets: targets.flat(), kinds: rest ? kindsCalled(rest) : null };
    }
    return null;
  }

  function own(name, kind) {
    const ofKind = (folded) => {
      const its = called.get(folded)?.filter((at) => !kind || kindOf(at) === kind);
      return its?.length || (its && !kind) ? its : undefined;
    };
    return either(ofKind, name) ?? [];
  }

  // The places of what a name means.
  function nodesCalled(name, kind) {
    const found = identified(name).filter((at) => !kind || kindOf(at) === kind);
    const its = found.length ? found : own(name, kind);
    if (its.length || (kind && kind !== "target") || isCalled(name)) return its;
    const said = acting(name);
    return said && (kind || !said.kinds) ? said.targets : [];
  }

  // Whether anything has the name, also if it has no page.
  const isCalled = (name) => either((folded) => called.get(folded), name) !== undefined;

  // --- Meaning ------------------------------------------------------------------------------------------------------

  const withKinds = (its) => [...things.keys()].filter((at) => its.includes(things[at].of));
  const actingOn = (at) => [...things.keys()].filter((agent) => things[agent].acts.includes(at));

  function meaning(name) {
    const said = acting(name);
    const its = kindsCalled(name) ?? [];
    const whole = [...nodesCalled(name), ...nodesCalled(name, "mechanism")];
    const agents = new Set(withKinds(its));
    if (said) {
      const all = said.targets.map(actingOn).reduce((left, more) => left.filter((at) => more.includes(at)));
      for (const at of all) if (!said.kinds || said.kinds.includes(things[at].of)) agents.add(at);
    }
    return { things: unique([...whole, ...(said?.targets ?? [])]), kinds: its, agents: [...agents].sort(byTrials), isWhole: whole.length > 0 || its.length > 0 };
  }

  // The stretches of a search, the longest with a meaning of their own first; a word without one may be a part of names.
  function readings(text) {
    const [words, found] = [text.split(/\s+/), []];
    for (let at = 0; at < words.length;) {
      let whole = null;
      let end = Math.min(words.length, at + MOST_WORDS);
      for (; end > at && !whole; end -= 1) whole = readWhole(words.slice(at, end).join(" "));
      found.push(whole ?? readPart(words[at]));
      at += whole ? end + 1 - at : 1;
    }
    return found;
  }

  function readWhole(words) {
    const values = VALUES.map((facet) => [facet, labelled(facet, words)]).filter(([, value]) => value !== undefined);
    const named = nodesCalled(words);
    const its = (kindsCalled(words) ?? []).map((at) => ["kind", kinds[at].label]);
    return named.length || values.length || its.length ? reading(words, named, [...values, ...its]) : null;
  }

  function readPart(word) {
    const its = sought(word);
    return reading(word, [...things.keys()].filter((at) => its && [...worded[at].keys()].some((form) => form.includes(its))), []);
  }

  function labelled(facet, words) {
    const phase = facet === "phase" ? /^(?:phase\s*)?([1-4]|I{1,3}|IV)$/i.exec(words.trim()) : null;
    const name = phase ? `phase ${{ I: 1, II: 2, III: 3, IV: 4 }[phase[1].toUpperCase()] ?? phase[1]}` : words;
    return either((folded) => (Object.hasOwn(held.values[facet], folded) ? held.values[facet][folded] : undefined), name);
  }

  function reading(words, named, told) {
    const its = sought(words);
    const partly = kinds.filter(({ label }) => its && (spaced(label) + spaced(`${label}s`)).includes(its)).map(({ label }) => ["kind", label]);
    const values = [...new Map([...told, ...partly].map((value) => [value.join("|"), value])).values()];
    const trialsOf = new Set(named.flatMap((at) => (at < things.length ? held.with[at] : [at])));
    trials.forEach((trial, at) => {
      if ((its && titled[at].includes(its)) || values.some(([facet, value]) => trial[facet].includes(value))) trialsOf.add(things.length + at);
    });
    const ofKind = withKinds(values.filter(([facet]) => facet === "kind").map(([, label]) => kinds.findIndex((kind) => kind.label === label)));
    return { words, named, values: values.map(([, value]) => value).sort(order), things: new Set([...named, ...named.flatMap(actingOn), ...ofKind]), trials: trialsOf };
  }

  const shared = (sets) => [...sets[0]].filter((at) => sets.every((set) => set.has(at)));

  // --- Names that hold the words, and such as are spelt nearly so ------------------------------------------------------

  // The things with a name that holds a text, and that name: those whose label it is first, then those of the most trials.
  function named(its, between = " ") {
    const found = [];
    worded.forEach((forms, at) => {
      const name = its ? [...forms].find(([form]) => form.replaceAll(" ", between).includes(its))?.[1] : undefined;
      if (name !== undefined) found.push([name === things[at].names[0] ? 0 : 1, at, name]);
    });
    return new Map(found.sort(([a, one], [b, other]) => a - b || byTrials(one, other)).map(([, at, name]) => [at, name]));
  }

  function likeness(wanted, name) {
    if (wanted[0] !== name[0]) return 0;
    let row = new Array(name.length + 1).fill(0);
    for (const letter of wanted) {
      const next = [0];
      for (let at = 1; at <= name.length; at += 1) next.push(letter === name[at - 1] ? row[at - 1] + 1 : Math.max(row[at], next[at - 1]));
      row = next;
    }
    const all = wanted.length + name.length;
    return (1 - (all - 2 * row[name.length]) / all) * 100;
  }

  // The whole folded name, and what is left of it without its first words.
  function partsOf(name) {
    const its = wordsOf(name);
    return [fold(name), ...its.slice(0, 3).map((_, at) => fold(its.slice(at + 1).join(" ")))];
  }

  function alike(words) {
    const wanted = fold(words);
    if (!wanted) return [];
    const scored = [];
    things.forEach((thing, at) => {
      for (const name of thing.names) {
        const [whole, ...ends] = partsOf(name);
        const begun = whole.length > wanted.length ? [likeness(wanted, whole.slice(0, wanted.length)) - 5] : [];
        scored.push({ at, name, parts: [whole, ...ends], score: Math.max(likeness(wanted, whole), ...ends.map((end) => likeness(wanted, end) - 5), ...begun) });
      }
    });
    const least = Math.max(wanted.length > 4 ? 80 : 75, scored.reduce((best, { score }) => Math.max(best, score), 0) - 10);
    const ranked = scored.filter(({ score }) => score >= least).sort((a, b) => b.score - a.score || a.parts[0].length - b.parts[0].length || order(a.parts.join(" "), b.parts.join(" ")));
    const nearest = new Map();
    for (const { at, name } of ranked.slice(0, 10)) if (!nearest.has(at)) nearest.set(at, name);
    return [...nearest].slice(0, 5);
  }

  // --- Finding ------------------------------------------------------------------------------------------------------

  function search(words) {
    const meant = meaning(words);
    const read = meant.isWhole ? [] : readings(words);
    const fits = read.length > 1 || read.some((its) => its.values.length);
    let ofTrials = fits ? shared(read.map((its) => its.trials)) : [];
    const fitting = fits ? shared(read.map((its) => its.things)).filter((at) => !ofTrials.includes(at)).sort((a, b) => (a < things.length && b < things.length ? byTrials(a, b) : a - b)) : [];
    if (read.length === 1) ofTrials = [...ofTrials, ...[...trials.keys()].filter((at) => sought(words) && titled[at].includes(sought(words))).map((at) => at + things.length)];
    const whole = named(spaced(words).trim() ? spaced(words) : "");
    const all = unique([...meant.things, ...meant.agents, ...whole.keys(), ...fitting]);
    const found = all.filter((at) => at < things.length);
    const foundTrials = unique([...all.filter((at) => at >= things.length), ...ofTrials]).sort((a, b) => a - b);
    const isCertain = found.length > 0 || foundTrials.length > 0 || meant.kinds.length > 0;
    const partly = new Map([...partlyNamed(words, found, isCertain)].slice(0, MOST_PARTLY));
    const isNothing = !isCertain && !partly.size;
    return {
      read: read.length > 1 ? read : [], kinds: meant.kinds, found, partly: [...partly.keys()], by: new Map([...whole, ...partly]), trials: foundTrials,
      only: meant.things.length === 1 && !meant.kinds.length && !meant.agents.length ? meant.things[0] : null,
      near: isNothing ? alike(words) : [], isNothing,
    };
  }

  function partlyNamed(words, found, isCertain) {
    if (isCertain && fold(words).length <= SHORT_NAME) return new Map();
    const begun = new Map([...named(spaced(words).trimEnd())].filter(([at]) => !found.includes(at)));
    return begun.size || isCertain ? begun : named(fold(words).length < PART ? "" : fold(words), "");
  }

  // --- The page -----------------------------------------------------------------------------------------------------

  const pageOf = (node) => `${encodeURI(node.path)}.html`;
  const linkTo = (at, name = nodes[at].label ?? nodes[at].id) => element("a", { class: `thing ${kindOf(at)}`, href: pageOf(nodes[at]) }, name);
  const joined = (parts, between) => parts.flatMap((part, at) => (at ? [between, ...part] : part));
  const sentence = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

  function thingLine(at, by) {
    const thing = things[at];
    const also = by.get(at);
    return element("li", {}, linkTo(at), " ", element("span", { class: "count", title: plural(thing.trials, "trial") }, thing.trials.toLocaleString("en-GB"), element("span", { class: "unseen" }, thing.trials === 1 ? " trial" : " trials")),
      ...(also && also !== thing.label ? [" ", element("span", { class: "muted" }, `“${also}”`)] : []));
  }

  function kindLine(kind) {
    const at = (page) => `${page}.html?${new URLSearchParams({ kind: kind.label })}`;
    return element("li", {}, `${sentence(kind.label)}: `, element("a", { href: `${at("trials")}#list` }, plural(kind.trials, "trial")), " · ", element("a", { href: at("landscape") }, "targets by conditions"));
  }

  function readLine(its) {
    const ranked = [...its.named].sort((a, b) => (a < things.length && b < things.length ? byTrials(a, b) : a - b));
    const names = [...its.values.map((value) => [value]), ...ranked.slice(0, MOST_NAMED).map((at) => [linkTo(at)])];
    const further = ranked.length - MOST_NAMED;
    const near = its.trials.size ? [] : alike(its.words).map(([at, name]) => [linkTo(at, name)]);
    return element("li", {}, element("q", {}, its.words), ": ", ...joined(names, ", "), further > 0 ? ` and ${further.toLocaleString("en-GB")} more` : "", names.length ? ", or " : "", "in a title ",
      element("span", { class: "muted" }, `(${plural(its.trials.size, "trial")})`), ...(near.length ? [". Did you mean ", ...joined(near, " or "), "?"] : []));
  }

  function trialTable(places) {
    const row = (trial) => element("tr", {}, element("th", { scope: "row" }, element("a", { href: pageOf(trial) }, trial.id)), ...[trial.title, ...["phase", "status"].map((its) => trial[its].filter((value) => value !== "not given").join(", ")), String(trial.year ?? "")].map((text) => element("td", {}, text)));
    const head = element("tr", {}, ...["Trial", "Title", "Phase", "Status", "Start"].map((name) => element("th", { scope: "col" }, name)));
    return element("div", { class: "wide pinned", tabindex: "0", role: "region", "aria-label": "Trials" }, element("table", { class: "trials" }, element("thead", {}, head), element("tbody", {}, ...places.map((at) => row(nodes[at])))));
  }

  const list = (places, by) => element("div", { class: "many" }, element("ul", { class: "things" }, ...places.map((at) => thingLine(at, by))));

  function nothing(found) {
    const note = element("p", { class: "note" }, found.read.length ? "Nothing in this graph has all of these words: leave one out." : "Nothing in this graph is called so. Names, synonyms, ids and words of titles are searched.");
    if (found.near.length) note.append(" Did you mean ", ...joined(found.near.map(([at, name]) => [linkTo(at, name)]), " or "), "?");
    return [note];
  }

  function shown(found) {
    const parts = [];
    if (found.read.length) parts.push(element("p", {}, "Read as:"), element("ul", { class: "plain" }, ...found.read.map(readLine)));
    if (found.kinds.length) parts.push(element("h2", {}, `${found.kinds.length === 1 ? "Kind" : "Kinds"} of agent`), element("ul", { class: "plain" }, ...found.kinds.map((at) => kindLine(kinds[at]))));
    if (found.found.length) parts.push(element("h2", {}, "Names"), list(found.found.slice(0, MOST_FOUND), found.by));
    if (found.found.length > MOST_FOUND) parts.push(element("p", {}, `${(found.found.length - MOST_FOUND).toLocaleString("en-GB")} more of fewer trials: say more, or see the lists.`));
    if (found.partly.length) parts.push(element("h2", {}, "Partly called so"), list(found.partly, found.by));
    if (found.trials.length) parts.push(element("h2", {}, `${plural(found.trials.length, "trial")}${found.read.length ? " with all of these" : ""}`));
    if (found.trials.length > MOST_TRIALS) parts.push(element("p", {}, `The latest ${MOST_TRIALS}.`));
    if (found.trials.length) parts.push(trialTable(found.trials.slice(0, MOST_TRIALS)));
    return found.isNothing ? [...parts, ...nothing(found)] : parts;
  }

  function show() {
    const words = field.value.trim();
    document.querySelector("h1").textContent = words ? `Search for “${words}”` : "Search";
    if (!words) {
      place.replaceChildren(element("p", {}, "Give a name, a synonym, an id or words of a title; of several words, what has all of them is found."));
      return;
    }
    const found = search(words);
    if (found.only === null) place.replaceChildren(...shown(found));
    else location.replace(pageOf(nodes[found.only]));
  }

  field.value = narrowing.asked.get("q") ?? "";
  field.closest("form").addEventListener("submit", (event) => {
    event.preventDefault();
    history.pushState(null, "", `${location.pathname}?${new URLSearchParams({ q: field.value })}`);
    show();
  });
  addEventListener("popstate", () => {
    field.value = new URLSearchParams(location.search).get("q") ?? "";
    show();
  });
  show();
})();
