// Small pieces that lists share: a thing to choose, a trial to choose or compare, a long list that opens.

import { button, count, h } from "./dom.js";
import { glyph } from "./look.js";

const SHORT = 8;

export function thing(app, node, ...after) {
  return h("span", { class: "thing" },
    h("button", { type: "button", class: `name ${node.group}`, "aria-current": app.state.selected === node.key || null, on: { click: () => app.choose(node.key) } },
      glyph(node.group), h("span", {}, node.label)),
    after);
}

export function tag(text, kind = "") {
  return h("span", { class: `tag ${kind}` }, text);
}

export function runOf(trial) {
  return [trial.phase, trial.status, trial.year].filter(Boolean).join(" · ");
}

export function trialItem(app, trial, note) {
  return h("li", { class: "trial-item" },
    thing(app, trial, h("span", { class: "muted" }, runOf(trial)), compareToggle(app, trial)),
    trial.title ? h("p", { class: "about" }, trial.title) : null,
    note ? h("p", { class: "about" }, note) : null);
}

export function compareToggle(app, trial) {
  const chosen = app.state.compare.includes(trial.key);
  return button(chosen ? "✓ In comparison" : "Compare", () => app.toggleCompare(trial.key), {
    class: "small quiet", "aria-pressed": String(chosen), "aria-label": `Compare ${trial.label}`,
  });
}

// A list of which the first few show, and a button for the rest.
export function longList(items, make, short = SHORT, properties = {}) {
  const list = h("ul", { class: "plain", ...properties }, items.slice(0, short).map(make));
  if (items.length <= short) return list;
  const more = button(`Show all ${items.length.toLocaleString("en-GB")}`, () => {
    const next = items.slice(list.children.length, list.children.length + 300).map(make);
    list.append(...next);
    next[0].querySelector("button")?.focus();
    if (list.children.length >= items.length) more.remove();
  }, { class: "small quiet" });
  return h("div", {}, list, more);
}

// Things with the trials that they share with something, as bars.
export function tallied(app, tally, of) {
  const most = Math.max(1, ...tally.map(([, trials]) => trials));
  return longList(tally, ([node, trials]) =>
    h("li", { class: "bar", css: { "--part": trials / most } },
      thing(app, node),
      of ? button(count(trials, "trial"), () => app.choosePair(of.id, node.id), { class: "small quiet number", "aria-label": `${count(trials, "trial")} with ${of.label} and ${node.label}` })
         : h("span", { class: "number muted" }, count(trials, "trial"))));
}

export function section(title, total, ...content) {
  return h("details", { class: "section", open: true },
    h("summary", {}, h("h3", {}, title), total === null ? null : h("span", { class: "muted" }, String(total))), content);
}
