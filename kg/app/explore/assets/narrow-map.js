"use strict";
// In a site of files: merges the trials that are chosen into the marks and lines of a map, as the service does, and has
// them drawn again. Without this file the map is that of all trials in scope.

(() => {
  const { asked, element, plural, wanted, fits, choices, keep, reset, TESTED, targetsOf, valuesOf } = narrowing;
  const held = document.getElementById("unmerged");
  if (!held) return;
  const { of, offered, marks: placed, roles, kinds, relations, bounds, scope, ...told } = JSON.parse(held.textContent);
  const nodes = new Map(placed.map(([at, x, y]) => {
    const [id, label, agentKind] = known.nodes[at];
    return [at, { id, kind: id.split("/")[0], label, agentKind, mark: { id, kind: id.split("/")[0], label, x, y } }];
  }));
  const standing = known.standing.filter(([start, end]) => nodes.has(start) && nodes.has(end));
  const trials = told.trials.map((place) => ({ ...known.trials[place], values: valuesOf(known.trials[place], of) }));

  // --- What is asked ------------------------------------------------------------------------------------------------

  const first = kinds.filter((its) => its.shown).map((its) => its.kind);

  function shown() {
    const named = (asked.get("show") ?? "").split(",").filter((kind) => kinds.some((its) => its.kind === kind));
    return new Set(named.length ? named : first);
  }

  function number(name, digits) {
    const text = asked.get(name) ?? "";
    return /^[0-9]+$/.test(text) && (digits ? text.length === digits : text.length < 6) ? Number(text) : 0;
  }

  function inTime(trial) {
    const [since, until, year] = [number("since", 4), number("until", 4), Number(trial.year[0]) || 0];
    return (!since || year >= since) && (!until || (year && year <= until));
  }

  // --- Merging ------------------------------------------------------------------------------------------------------

  function counts(agent, role, kind) {
    const wantedRole = asked.get("role") ?? "";
    if (kind && nodes.get(agent).agentKind !== kind) return false;
    return wantedRole ? wantedRole === "any" || wantedRole === known.roles[role] : TESTED.includes(known.roles[role]);
  }

  // The nodes that a trial has to do with, by kind, as far as the agents that count go.
  function parts(trial, kind) {
    const agents = new Set(trial.uses.filter(([agent, role]) => counts(agent, role, kind)).map(([agent]) => agent));
    return {
      agent: [...agents],
      target: [...new Set([...agents].flatMap(targetsOf))],
      mechanism: [...new Set(trial.acts.filter(([agent]) => agents.has(agent)).map(([, mechanism]) => mechanism))],
      condition: trial.condition, endpoint: trial.endpoint, trial: [trial.at],
    };
  }

  function* joined(its) {
    const middle = its.agent ?? [...(its.target ?? []), ...(its.mechanism ?? [])];
    if (its.trial) {
      for (const [relation, ends] of [["uses", middle], ["studies", its.condition ?? []], ["measures", its.endpoint ?? []]]) for (const end of ends) yield [its.trial[0], end, relation];
      return;
    }
    for (const [relation, ends] of [["studied-in", its.condition ?? []], ["measured-by", its.endpoint ?? []]]) for (const start of middle) for (const end of ends) yield [start, end, relation];
  }

  // The least number of trials that leaves no more lines than a picture can show.
  function enough(lines) {
    const ranked = lines.map((line) => line.trials).sort((a, b) => b - a);
    return ranked.length > bounds.lines ? ranked[bounds.lines] + 1 : 1;
  }

  const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  function merged(left, show, kind) {
    const [marks, lines] = [new Map(), new Map()];
    for (const trial of left) {
      const its = Object.fromEntries(Object.entries(parts(trial, kind)).filter(([its]) => show.has(its)));
      for (const node of Object.values(its).flat()) marks.set(node, (marks.get(node) ?? 0) + 1);
      for (const [start, end, relation] of joined(its)) {
        const key = `${start} ${end} ${relation}`;
        if (lines.has(key)) lines.get(key).trials += 1;
        else lines.set(key, { start, end, relation, trials: 1 });
      }
    }
    const counted = [...lines.values()];
    const least = show.has("trial") ? 1 : number("least") || enough(counted);
    const thick = counted.filter((line) => line.trials >= least);
    const always = show.has("agent") ? standing.filter(([start, end]) => marks.has(start) && marks.has(end)).map(([start, end, relation]) => ({ start, end, relation, trials: 0 })) : [];
    const kept = withinBudget(marks);
    // Nodes stand in the order of their ids.
    const drawn = [...thick, ...always].filter((line) => kept.has(line.start) && kept.has(line.end))
      .sort((a, b) => b.trials - a.trials || a.start - b.start || a.end - b.end || order(a.relation, b.relation));
    return { marks: kept, lines: drawn, thin: counted.length - thick.length, least, leftOut: marks.size - kept.size };
  }

  // The marks that a page can hold, else those of the most trials.
  function withinBudget(marks) {
    const isTrial = (node) => nodes.get(node).kind === "trial";
    if (marks.size <= bounds.marks) return marks;
    return new Map([...marks].sort(([a, one], [b, other]) => isTrial(a) - isTrial(b) || other - one || a - b).slice(0, bounds.summary));
  }

  // --- The page -----------------------------------------------------------------------------------------------------

  const picture = document.getElementById("picture");
  const lead = document.querySelector(".lead");
  const body = document.getElementById("joined").tBodies[0];
  let ready = false;
  let opened = [...asked.keys()].some((name) => !["show", "least"].includes(name));
  let map;

  function redraw() {
    if (!ready) return;
    picture.hidden = map.marks.length === 0;
    picture.dispatchEvent(new CustomEvent("redraw", { detail: map }));
  }

  picture.addEventListener("drawn", () => {
    ready = true;
    redraw();
  });

  const pageOf = (node) => element("a", { class: `thing ${node.kind}`, href: picture.dataset.page.replace("KEY", node.id.split("/").map(encodeURIComponent).join("/")) }, node.label);

  function row({ start, end, relation, trials }) {
    return element("tr", {}, element("th", { scope: "row" }, pageOf(nodes.get(start))), element("td", {}, relations[relation]), element("td", {}, pageOf(nodes.get(end))), element("td", {}, trials ? String(trials) : ""));
  }

  function asking(name, label, control, read = () => control.value) {
    control.setAttribute("name", name);
    control.addEventListener("change", () => {
      if (read()) asked.set(name, read());
      else asked.delete(name);
      draw.again(name);
    });
    return element("label", {}, label, control);
  }

  function options(named, chosen) {
    const select = element("select", {}, ...named.map(([value, text]) => element("option", { value }, text)));
    select.value = chosen;
    return select;
  }

  function year(name, label) {
    const control = element("input", { inputmode: "numeric", pattern: "[0-9]{4}", size: 5, placeholder: "year" });
    control.value = asked.get(name) ?? "";
    return asking(name, label, control);
  }

  function narrowed(...controls) {
    const made = element("details", { class: "narrow" }, element("summary", {}, "Narrow by role, phase, kind of agent, years …"), element("div", { class: "facets" }, ...controls));
    made.open = opened;
    made.addEventListener("toggle", () => { opened = made.open; });
    return made;
  }

  function boxes(show) {
    const made = kinds.map(({ kind }) => {
      const box = element("input", { type: "checkbox", name: `show-${kind}` });
      box.checked = show.has(kind);
      box.addEventListener("change", () => {
        const left = kinds.map((its) => its.kind).filter((its) => (its === kind ? box.checked : show.has(its)));
        if (left.join() === first.join() || !left.length) asked.delete("show");
        else asked.set("show", left.join());
        draw.again(`show-${kind}`);
      });
      return element("label", { class: "check" }, box, " ", element("span", { class: `thing ${kind}` }, `${kind}s`));
    });
    return element("fieldset", {}, element("legend", {}, "Marks"), ...made);
  }

  function tell(left, chosen, found) {
    const says = [...Object.values(chosen), asked.get("role") ? `role: ${asked.get("role")}` : "", asked.get("since") ? `from ${asked.get("since")}` : "", asked.get("until") ? `until ${asked.get("until")}` : ""].filter(Boolean);
    lead.textContent = `${[plural(left.length, "trial"), ...says].join(" · ")}: ${plural(found.marks.size, "mark")}, ${plural(found.lines.length, "line")}.`;
    document.getElementById("nothing")?.remove();
    body.replaceChildren(...found.lines.slice(0, bounds.rows).map(row));
    const more = found.lines.length > bounds.rows ? ` The first ${bounds.rows} of ${plural(found.lines.length, "line")}.` : "";
    const below = document.getElementById("not-drawn");
    below.textContent = (found.thin ? `${plural(found.thin, "line")} of fewer than ${found.least} trials not drawn.` : "") + more;
    if (found.thin) below.append(" ", all());
  }

  function all() {
    const button = element("button", { type: "button" }, "Draw all");
    button.addEventListener("click", () => {
      asked.set("least", "1");
      draw.again("");
    });
    return button;
  }

  function draw(again) {
    draw.again = again;
    const chosen = { scope, ...wanted(offered.map(([name]) => name)) };
    if (asked.get("scope") === "any") delete chosen.scope;
    const timely = trials.filter(inTime);
    const left = timely.filter((trial) => fits(trial.values, chosen));
    const show = shown();
    const found = merged(left, show, chosen.kind);
    map = {
      marks: [...found.marks].sort(([a], [b]) => a - b).map(([node, its]) => ({ ...nodes.get(node).mark, trials: its })),
      lines: [],
    };
    const place = new Map(map.marks.map(({ id }, at) => [id, at]));
    map.lines = found.lines.map((line) => [place.get(nodes.get(line.start).id), place.get(nodes.get(line.end).id), line.relation, line.trials]);
    tell(left, chosen, found);
    redraw();
    const told = found.marks.size ? (found.leftOut ? `${plural(found.leftOut, "mark")} of fewer trials left out, because a page cannot hold them.` : "") : "No trial has all of these: loosen one.";
    return [
      boxes(show),
      ...(asked.size ? [reset(again)] : []),
      element("p", { role: "status" }, told),
      narrowed(
        asking("role", "Role of the agent", options([["", "tested"], ...roles.map((role) => [role, role]), ["any", "any"]], asked.get("role") ?? "")),
        ...choices(offered, timely.map((trial) => trial.values), chosen, again, { scope }),
        year("since", "Started from"), year("until", "until")),
    ];
  }

  keep(picture, draw);
  const controls = element("details", { class: "controls", open: "" }, element("summary", {}, "Choose what is drawn"));
  const form = picture.previousElementSibling;
  form.before(controls);
  controls.append(form);
  controls.open = opened || !matchMedia("(max-width: 760px)").matches;
})();
