// What stands out for the present choice: the chosen things, what they touch, and the lines between.

import { drawnLines } from "./lines.js";
import { pathsBetween } from "./paths.js";

// Null if nothing is chosen, else {centre, nodes: sets of ids, lines}.
export function highlight(app) {
  const { graph, state } = app;
  if (state.selected.includes("|")) return ofPair(app, ...state.selected.split("|"));
  const node = graph.node(state.selected);
  if (!node) return null;
  const other = graph.node(state.to);
  if (other) return ofPaths(app, node, other);
  return app.found.parts.has(node.id) ? ofTrial(app, node.id) : ofThing(app, node);
}

function light(centre, lines) {
  const nodes = new Set(centre);
  for (const line of lines) nodes.add(line.from).add(line.to);
  return { centre: new Set(centre), nodes, lines };
}

function ofThing(app, node) {
  const shown = app.state.show.has(node.group);
  const drawn = shown ? app.drawn() : drawnLines(app.graph, app.found, { ...app.state, show: new Set([...app.state.show, node.group]) });
  return light([node.id], drawn.all.filter((line) => line.from === node.id || line.to === node.id));
}

function ofTrial(app, trial) {
  const parts = app.found.parts.get(trial);
  const lines = [];
  const line = (from, to, relation) => lines.push({ from, to, relation, trials: [trial] });
  for (const id of parts.agents) line(trial, id, "uses");
  for (const end of parts.conditions) line(trial, end.id, "studies");
  if (app.state.show.has("endpoint")) for (const end of parts.endpoints) line(trial, end.id, "measures");
  for (const [ends, relation] of [[app.graph.targets, "has-target"], [app.graph.mechanisms, "has-mechanism"]])
    for (const id of parts.agents) for (const end of ends.get(id) ?? []) lines.push({ from: id, to: end.id, relation, trials: [] });
  return light([trial], lines);
}

function ofPair(app, first, second) {
  const a = app.graph.node(first)?.id;
  const b = app.graph.node(second)?.id;
  const trials = app.trialsOfPair(first, second);
  const ends = [a, b].filter((id) => id !== undefined);
  const lines = trials.slice(0, 200).flatMap((trial) => ends.map((end) => ({ from: trial, to: end, relation: "uses", trials: [trial] })));
  return ends.length ? light(ends, lines) : null;
}

function ofPaths(app, node, other) {
  const lines = new Map();
  for (const path of pathsBetween(app, node, other)) for (const step of path) lines.set(`${step.line.from}-${step.line.to}`, step.line);
  return light([node.id, other.id], [...lines.values()]);
}
