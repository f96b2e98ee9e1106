// The network as the page holds it: nodes, and for each trial, agent and condition what it leads to.

import { unpack } from "./unpack.js";

export const NOT_GIVEN = "Not given";

export async function readGraph() {
  const [nodes, links] = await Promise.all([unpack("data-nodes"), unpack("data-edges")]);
  return new Graph(nodes, links);
}

function listed(map, key) {
  let list = map.get(key);
  if (!list) map.set(key, (list = []));
  return list;
}

class Graph {
  constructor(nodes, links) {
    this.nodes = nodes;
    this.links = links;
    this.byKey = new Map(nodes.map((node) => [node.key, node]));
    this.trials = nodes.filter((node) => node.group === "trial");
    this.uses = new Map();
    this.conditions = new Map();
    this.endpoints = new Map();
    this.targets = new Map();
    this.mechanisms = new Map();
    this.broader = new Map();
    this.narrower = new Map();
    links.forEach((link, index) => this.#place(link, index));
  }

  #place(link, index) {
    const end = { id: link.to, link: index, basis: link.basis ?? 3, role: link.role, priority: link.priority };
    if (link.relation === "uses") listed(this.uses, link.from).push(end);
    else if (link.relation === "studies") listed(this.conditions, link.from).push(end);
    else if (link.relation === "measures") listed(this.endpoints, link.from).push(end);
    else if (link.relation === "has-target") listed(this.targets, link.from).push(end);
    else if (link.relation === "has-mechanism") listed(this.mechanisms, link.from).push(end);
    else if (link.relation === "broader") {
      listed(this.broader, link.from).push(link.to);
      listed(this.narrower, link.to).push(link.from);
    }
  }

  node(key) {
    return this.byKey.get(key);
  }

  ofKind(kind) {
    return this.nodes.filter((node) => node.group === kind);
  }

  // A condition and everything narrower, as ids.
  subtree(id) {
    const found = new Set([id]);
    for (const next of found) for (const child of this.narrower.get(next) ?? []) found.add(child);
    return found;
  }

  linksBetween(a, b) {
    return this.links.flatMap((link, index) =>
      (link.from === a && link.to === b) || (link.from === b && link.to === a) ? [index] : [],
    );
  }
}
