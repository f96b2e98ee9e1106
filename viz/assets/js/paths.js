// The shortest ways from one thing to another through what the picture joins.

import { drawnLines } from "./lines.js";

const MOST = 12;
const MOST_TRIED = 400;

// Paths as lists of steps {from, to, line}; the ones that more trials carry come first. Empty if there is no way.
export function pathsBetween(app, start, end) {
  const neighbours = adjacency(app, start, end);
  const distance = distancesTo(neighbours, end.id, start.id);
  if (!distance.has(start.id)) return [];
  const paths = [];
  walk(neighbours, distance, start.id, [], paths);
  const carried = (path) => Math.min(...path.map((step) => step.line.trials.length || Infinity));
  return paths.sort((a, b) => carried(b) - carried(a)).slice(0, MOST);
}

// Endpoints touch nearly everything, so they carry a path only where they are one end of it.
function adjacency(app, start, end) {
  const kinds = new Set(["agent", "target", "mechanism", "condition", start.group, end.group]);
  const { all } = drawnLines(app.graph, app.found, { ...app.state, show: kinds });
  const neighbours = new Map();
  const add = (from, to, line) => {
    if (!neighbours.has(from)) neighbours.set(from, []);
    neighbours.get(from).push({ from, to, line });
  };
  for (const line of all) {
    add(line.from, line.to, line);
    add(line.to, line.from, line);
  }
  return neighbours;
}

function distancesTo(neighbours, end, start) {
  const distance = new Map([[end, 0]]);
  let edge = [end];
  while (edge.length && !distance.has(start)) {
    const next = [];
    for (const id of edge)
      for (const step of neighbours.get(id) ?? [])
        if (!distance.has(step.to)) {
          distance.set(step.to, distance.get(id) + 1);
          next.push(step.to);
        }
    edge = next;
  }
  return distance;
}

function walk(neighbours, distance, at, path, paths) {
  if (paths.length >= MOST_TRIED) return;
  if (distance.get(at) === 0) {
    paths.push(path);
    return;
  }
  for (const step of neighbours.get(at) ?? [])
    if (distance.get(step.to) === distance.get(at) - 1) walk(neighbours, distance, step.to, [...path, step], paths);
}
