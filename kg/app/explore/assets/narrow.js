"use strict";
// In a site of files, where no service answers: offers the search, which search.js carries out, and narrows lists of trials
// and the landscape by what stands in the address and by the choices offered here; narrow-map.js does the same for maps.
// Without this file all is shown, and no choice is offered. What trials have to do with stands in trials.js, as "known".

const narrowing = (() => {
  const ANY = "any";
  const SHADES = 6;
  const [ROWS, COLUMNS] = [25, 18];
  const asked = new URLSearchParams(location.search);

  function element(tag, properties, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  const plural = (number, word, many) => `${number.toLocaleString("en-GB")} ${number === 1 ? word : many ?? `${word}s`}`;

  // What the address asks of facets that are known here.
  function wanted(names) {
    return Object.fromEntries(names.filter((name) => asked.get(name) && asked.get(name) !== ANY).map((name) => [name, asked.get(name)]));
  }

  function fits(values, chosen, without) {
    return Object.entries(chosen).every(([name, value]) => name === without || (values[name] ?? []).includes(value));
  }

  // One list of choices a facet, each with the number of trials that it would leave beside the others. Where a page takes
  // a value of its own accord, all values are asked for by name.
  function choices(offered, all, chosen, changed, own = {}) {
    return offered.map(([name, heading]) => {
      const counts = new Map();
      for (const values of all) if (fits(values, chosen, name)) for (const value of values[name] ?? []) counts.set(value, (counts.get(value) ?? 0) + 1);
      if (chosen[name] && !counts.has(chosen[name])) counts.set(chosen[name], 0);
      const select = element("select", { name }, element("option", { value: "" }, "any"),
        ...[...counts].sort(([a], [b]) => (a === "not given") - (b === "not given") || (a < b ? -1 : 1)).map(([value, number]) => element("option", { value }, `${value} (${number})`)));
      select.value = chosen[name] ?? "";
      select.addEventListener("change", () => {
        if (select.value === (own[name] ?? "")) asked.delete(name);
        else asked.set(name, select.value || ANY);
        changed(name);
      });
      return element("label", {}, heading, select);
    });
  }

  // Draws now and after each choice, with the choices before it; the focus stays on what was chosen.
  function keep(place, draw) {
    const form = element("form", { class: "facets" });
    form.addEventListener("submit", (event) => event.preventDefault());
    place.before(form);
    const again = (name) => {
      history.replaceState(null, "", `${location.pathname}${asked.size ? `?${asked}` : ""}${location.hash}`);
      form.replaceChildren(...draw(again));
      if (name) form.querySelector(`[name="${name}"]`)?.focus();
    };
    again("");
  }

  function reset(again) {
    const button = element("button", { type: "button" }, "Show all");
    button.addEventListener("click", () => {
      for (const name of [...asked.keys()]) asked.delete(name);
      again("");
    });
    return button;
  }

  // --- Values of trials -------------------------------------------------------------------------------------------

  const TESTED = ["Investigational", "Combination"];
  const ends = new Map();
  if (typeof known !== "undefined") for (const [agent, end, relation] of known.standing) if (relation === "has-target") ends.set(agent, [...(ends.get(agent) ?? []), end]);
  const targetsOf = (agent) => ends.get(agent) ?? [];
  const idOf = (place) => known.nodes[place][0];

  // The agents tested in a trial; of a target or mechanism only those that act on or through it there.
  function agentsOf(trial, thing) {
    const tested = trial.uses.filter(([, role]) => TESTED.includes(known.roles[role])).map(([agent]) => agent);
    const acting = {
      agent: (agent) => idOf(agent) === thing,
      target: (agent) => targetsOf(agent).some((end) => idOf(end) === thing),
      mechanism: (agent) => trial.acts.some(([its, end]) => its === agent && idOf(end) === thing),
    }[thing.split("/")[0]];
    return [...new Set(acting ? tested.filter(acting) : tested)];
  }

  const orNone = (values) => (values.length ? [...new Set(values)] : ["not given"]);

  // The values of a trial by facet, as far as it has to do with a thing.
  function valuesOf(trial, thing) {
    const agents = agentsOf(trial, thing);
    const isTested = agents.length > 0 || !/^(agent|target|mechanism)\//.test(thing);
    return {
      ...Object.fromEntries(["phase", "status", "year", "setting", "scope", "posted"].map((name) => [name, trial[name]])),
      kind: orNone(agents.map((agent) => known.nodes[agent][2] || "not given")),
      mechanism: orNone(trial.acts.filter(([agent]) => agents.includes(agent)).map(([, end]) => idOf(end))),
      target: orNone(agents.flatMap(targetsOf).map(idOf)),
      use: [isTested ? "tested" : "in another role"],
    };
  }

  // --- Lists of trials --------------------------------------------------------------------------------------------

  function narrowList(table) {
    const byId = new Map(known.trials.map((trial) => [idOf(trial.at), trial]));
    const labels = new Map(known.nodes.map(([id, label]) => [id, label]));
    const trialOf = (row) => byId.get(decodeURIComponent(row.querySelector("th a").getAttribute("href").replace(/^.*(?=trial\/)|\.html$/g, "")));
    const rows = [...table.tBodies[0].rows].map((row) => [row, valuesOf(trialOf(row), table.dataset.of)]);
    const all = rows.map(([, values]) => values);
    const names = [...new Set(all.flatMap(Object.keys))];
    keep(table.closest(".wide"), (again) => {
      const chosen = wanted(names);
      const left = rows.filter(([row, values]) => (row.hidden = !fits(values, chosen)) === false).length;
      const says = Object.values(chosen).map((value) => labels.get(value) ?? value);
      // The years by phase above the list count all of it.
      for (const strip of document.querySelectorAll(".strip")) strip.closest(".wide").hidden = says.length > 0;
      const told = element("p", { role: "status" }, says.length ? `${left} of ${plural(rows.length, "trial")}: ${says.join(" · ")} ` : "");
      if (says.length) told.append(reset(again));
      return [...choices(known.offered, all, chosen, again), told];
    });
  }

  // --- The landscape ----------------------------------------------------------------------------------------------

  const shadeOf = (number, most) => (number ? Math.max(1, Math.ceil(Math.sqrt(number / most) * (SHADES - 1))) : 0);

  // Targets or conditions with their trials, most first.
  function heads(trials, side, things) {
    const counts = new Map();
    for (const trial of trials) if (trial.targets.length && trial.conditions.length) for (const at of trial[side]) counts.set(at, (counts.get(at) ?? 0) + 1);
    return [...counts].sort(([a, one], [b, other]) => other - one || (things[a].path < things[b].path ? -1 : 1));
  }

  function pairs(trials) {
    const counts = new Map();
    for (const { targets, conditions } of trials) for (const target of targets) for (const condition of conditions) {
      const key = `${target} ${condition}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  }

  const last = (path) => path.split("/")[1];
  const linkTo = (thing, kind) => element("a", { class: kind, href: `${thing.path}.html` }, thing.label);

  function landscape(frame) {
    const { offered, targets, conditions, trials, scope } = JSON.parse(document.getElementById("landscape").textContent);
    const all = trials.map((trial) => trial.values);
    const lead = document.querySelector(".lead");
    keep(frame, (again) => {
      const chosen = { scope, ...wanted(offered.map(([name]) => name)) };
      if (asked.get("scope") === ANY) delete chosen.scope;
      const left = trials.filter((trial) => fits(trial.values, chosen));
      const everything = asked.get("size") === "all";
      const [rows, columns] = [heads(left, "targets", targets), heads(left, "conditions", conditions)];
      const shown = everything ? [rows, columns] : [rows.slice(0, ROWS), columns.slice(0, COLUMNS)];
      const paired = left.filter((trial) => trial.targets.length && trial.conditions.length).length;
      lead.textContent = [`Trials that test an agent on the target in the condition: ${paired.toLocaleString("en-GB")} of ${plural(left.length, "trial")}`, ...Object.values(chosen)].join(" · ") + ".";
      document.getElementById("left-out")?.remove();
      frame.querySelector("table").replaceChildren(...table(shown, pairs(left), { targets, conditions }, new URLSearchParams(chosen).toString()));
      const size = element("select", { name: "size" }, element("option", { value: "" }, "most frequent"), element("option", { value: "all" }, "all"));
      size.value = everything ? "all" : "";
      size.addEventListener("change", () => {
        if (size.value) asked.set("size", size.value);
        else asked.delete("size");
        again("size");
      });
      const told = rows.length ? `${plural(rows.length, "target")} by ${plural(columns.length, "condition")}` : "No trial has all of these: loosen one.";
      return [...choices(offered, all, chosen, again, { scope }), element("label", {}, "Size", size), ...(asked.size ? [reset(again)] : []), element("p", { role: "status" }, told)];
    });
  }

  function table([rows, columns], numbers, { targets, conditions }, query) {
    const most = Math.max(...numbers.values(), 1);
    const head = element("tr", {}, element("td", {}), ...columns.map(([at, number]) =>
      element("th", { scope: "col" }, element("span", {}, linkTo(conditions[at], "condition"), " ", element("small", {}, String(number))))));
    const body = rows.map(([target, sum]) => element("tr", {}, element("th", { scope: "row" }, linkTo(targets[target], "target"), " ", element("small", {}, String(sum))),
      ...columns.map(([condition]) => {
        const number = numbers.get(`${target} ${condition}`) ?? 0;
        const cell = element("td", { class: `shade-${shadeOf(number, most)}` });
        const href = `pair/${last(targets[target].path)}/${last(conditions[condition].path)}.html${query ? `?${query}` : ""}`;
        if (number) cell.append(element("a", { href, "aria-label": `${targets[target].label} in ${conditions[condition].label}: ${plural(number, "trial")}` }, String(number)));
        return cell;
      })));
    return [element("caption", { class: "unseen" }, "Number of trials by target and condition"), element("thead", {}, head), element("tbody", {}, ...body)];
  }

  // --- Words that were not understood -----------------------------------------------------------------------------

  const PART = 50;

  function narrowWords(list) {
    const items = [...list.children].map((item) => [item, { expected: [item.dataset.expected] }, item.querySelector("h2").textContent.toLowerCase()]);
    keep(document.getElementById("told"), (again) => {
      const text = (asked.get("q") ?? "").trim().toLowerCase();
      const chosen = wanted(["expected"]);
      const worded = items.filter(([, , words]) => words.includes(text));
      const left = worded.filter(([, values]) => fits(values, chosen));
      const parts = Math.max(1, Math.ceil(left.length / PART));
      const part = Math.min(Math.max(Number(asked.get("page")) || 1, 1), parts);
      for (const [item] of items) item.hidden = true;
      for (const [item] of left.slice((part - 1) * PART, part * PART)) item.hidden = false;
      const field = element("input", { type: "search", name: "q", autocomplete: "off" });
      field.value = asked.get("q") ?? "";
      const turn = (name, value, focus = name) => {
        asked.delete("page");
        if (value) asked.set(name, value);
        else asked.delete(name);
        again(focus);
      };
      const sorted = (name) => turn(name, asked.get(name));
      field.addEventListener("change", () => turn("q", field.value));
      const step = (name, to) => {
        const isEnd = to < 1 || to > parts;
        const button = element("button", { type: "button", name, "aria-disabled": String(isEnd) }, name);
        button.addEventListener("click", () => isEnd || turn("page", String(to), name));
        return button;
      };
      const says = `${plural(left.length, "stretch", "stretches")} of words: part ${part} of ${parts}`;
      return [element("label", {}, "With the words", field), ...choices([["expected", "Should name"]], worded.map(([, values]) => values), chosen, sorted),
        step("Previous", part - 1), step("Next", part + 1), element("p", { role: "status" }, says), ...(asked.size ? [reset(again)] : [])];
    });
    document.getElementById("told").hidden = true;
  }

  // --- The field of the search, on each page ----------------------------------------------------------------------

  const start = document.querySelector(".brand");
  start.after(element("form", { class: "search", role: "search", action: start.getAttribute("href").replace(/index\.html$/, "search.html") },
    element("label", { class: "unseen", for: "q" }, "Search names, synonyms, ids and titles"),
    element("input", { id: "q", name: "q", type: "search", placeholder: "GD2, pembrolizumab, NCT…", autocomplete: "off", maxlength: "200", "aria-keyshortcuts": "/" }),
    element("button", {}, "Search")));

  const words = document.querySelector("ol.work");
  if (words) narrowWords(words);
  const list = document.querySelector("table.trials[data-of]");
  if (list) narrowList(list);
  const frame = document.querySelector(".heat");
  if (frame && document.getElementById("landscape")) landscape(frame);
  return { asked, element, plural, wanted, fits, choices, keep, reset, TESTED, targetsOf, valuesOf };
})();
