// The facts of one trial, each with the words it rests on.

import { count, h, outside, replace } from "./dom.js";
import { section, tag, thing } from "./items.js";
import { look } from "./look.js";
import { fieldName, quotesPlace, words } from "./quotes.js";

const NUMBER = /^NCT\d{8}$/;

export function trialFacts(app, trial) {
  const { graph } = app;
  const later = h("div", {});
  words().then((all) => replace(later, detailFacts(app, all.trials[trial.id] ?? {}), all.left_out ? h("p", { class: "note" }, "Some quotes were left out to keep this page small; iokg show prints them all.") : null));
  return [
    trial.title ? h("p", { class: "title" }, trial.title) : null,
    h("p", { class: "chips" },
      [trial.phase, trial.status, trial.year, trial.enrolment && count(trial.enrolment, "participant"), ...(trial.settings ?? []), trial.scope].filter(Boolean).map((text) => tag(text))),
    trial.why_stopped ? h("p", { class: "note" }, `Stopped: ${trial.why_stopped}`) : null,
    trial.sponsor ? h("p", { class: "muted" }, trial.sponsor) : null,
    NUMBER.test(trial.label) ? h("p", {}, outside(look.registry, trial.label, "Open the registry’s record")) : null,
    agentFacts(app, trial),
    section("Conditions", (graph.conditions.get(trial.id) ?? []).length, h("ul", { class: "plain spaced" },
      (graph.conditions.get(trial.id) ?? []).map((end) => h("li", {}, thing(app, graph.nodes[end.id]), quotesPlace(app, [end.link], trial.id))))),
    endpointFacts(app, trial),
    later,
  ];
}

function agentFacts(app, trial) {
  const { graph } = app;
  const uses = graph.uses.get(trial.id) ?? [];
  const rank = Object.keys(look.roles);
  const sorted = [...uses].sort((a, b) => rank.indexOf(a.role) - rank.indexOf(b.role));
  const acts = (use, ends, verb) => (ends.get(use.id) ?? []).map((end) => h("li", {}, h("span", { class: "muted" }, `${verb} `), thing(app, graph.nodes[end.id]), quotesPlace(app, [end.link], trial.id)));
  return section("Agents", uses.length, h("ul", { class: "plain spaced" }, sorted.map((use) =>
    h("li", {}, thing(app, graph.nodes[use.id], tag(look.roles[use.role]?.name ?? use.role)), quotesPlace(app, [use.link], trial.id),
      h("details", { class: "acts" }, h("summary", {}, "How it acts"), h("ul", { class: "plain" }, acts(use, graph.targets, "acts on"), acts(use, graph.mechanisms, "acts through"), none(app, use)))))));
}

function none(app, use) {
  const known = app.graph.targets.has(use.id) || app.graph.mechanisms.has(use.id);
  return known ? null : h("li", { class: "muted" }, "Neither the record nor the curated tables say.");
}

function endpointFacts(app, trial) {
  const ends = app.graph.endpoints.get(trial.id) ?? [];
  const list = (priority) => {
    const own = ends.filter((end) => (end.priority ?? "Other") === priority);
    return own.length ? section(`${priority} endpoints`, own.length, h("ul", { class: "plain spaced" }, own.map((end) => h("li", {}, thing(app, app.graph.nodes[end.id]), quotesPlace(app, [end.link], trial.id))))) : null;
  };
  return look.priorities.map(list);
}

// The outcome measures in the registry's words, with their time frames and criteria.
function registered(measures) {
  return h("details", { class: "section" },
    h("summary", {}, h("h3", {}, "Outcome measures as registered"), h("span", { class: "muted" }, String(measures.length))),
    h("ul", { class: "plain spaced" }, measures.map((measure) =>
      h("li", {}, measure.title, h("p", { class: "about" }, [measure.priority, measure.time].filter(Boolean).join(" · ")),
        measure.criteria.map((name) => tag(name))))));
}

function detailFacts(app, details) {
  const names = (ids) => ids.map((id) => app.graph.nodes[id].label).join(", ") || "nothing that was recognised";
  return [
    details.measures?.length ? registered(details.measures) : null,
    details.arms?.length ? section("Arms", details.arms.length, h("ul", { class: "plain spaced" }, details.arms.map((arm) =>
      h("li", {}, h("strong", {}, arm.label), arm.type ? tag(arm.type) : null, h("p", { class: "about" }, `Gives ${names(arm.agents)}`),
        arm.compared_with?.length ? h("p", { class: "about" }, `Compared with ${arm.compared_with.join("; ")}`) : null)))) : null,
    details.discrepancies?.length ? section("The record contradicts itself", details.discrepancies.length, h("ul", { class: "plain spaced" }, details.discrepancies.map((one) =>
      h("li", {}, one.message, h("div", { class: "quotes" }, (one.quotes ?? []).map(([field, text]) => h("figure", { class: "quote" }, h("figcaption", { title: field }, fieldName(field)), h("blockquote", {}, h("mark", {}, text))))))))) : null,
    details.unmatched?.length ? section("Words not understood", details.unmatched.length, h("ul", { class: "plain" }, details.unmatched.map(([text, expected]) =>
      h("li", {}, h("q", {}, text), expected ? h("span", { class: "muted" }, ` should name ${/^[aeiou]/.test(expected) ? "an" : "a"} ${expected}`) : null)))) : null,
  ];
}
