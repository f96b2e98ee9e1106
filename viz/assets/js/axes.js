// What trials can be crossed by in the heat-map. A key is a node's own key, or "axis:value".

import { NOT_GIVEN } from "./graph.js";

const ids = (ends) => ends.map((end) => end.id);

export const AXES = [
  { id: "target", name: "Target", ids: (parts) => parts.targets },
  { id: "mechanism", name: "Mechanism", ids: (parts) => parts.mechanisms },
  { id: "agent", name: "Agent", ids: (parts) => parts.agents },
  { id: "agent-kind", name: "Kind of agent", values: (trial, parts, graph) => parts.agents.map((id) => graph.nodes[id].agent_kind || NOT_GIVEN) },
  { id: "condition", name: "Condition", ids: (parts) => ids(parts.conditions) },
  { id: "endpoint", name: "Endpoint", ids: (parts) => ids(parts.endpoints) },
  { id: "phase", name: "Phase", values: (trial) => [trial.phase || NOT_GIVEN], ordered: true },
  { id: "status", name: "Status", values: (trial) => [trial.status || NOT_GIVEN] },
  { id: "year", name: "Year of start", values: (trial) => [String(trial.year || NOT_GIVEN)], ordered: true },
];

export function axis(id) {
  return AXES.find((one) => one.id === id) ?? AXES[0];
}

// The distinct keys of a trial on an axis.
export function keysOn(one, graph, found, trial) {
  const parts = found.parts.get(trial);
  const keys = one.ids
    ? one.ids(parts).map((id) => graph.nodes[id].key)
    : one.values(graph.nodes[trial], parts, graph).map((value) => `${one.id}:${value}`);
  return new Set(keys);
}

export function nameOfKey(graph, key) {
  return graph.node(key)?.label ?? key.slice(key.indexOf(":") + 1);
}

// Trials left by the filters that have this key.
export function trialsOfKey(graph, found, key) {
  const node = graph.node(key);
  if (node) return found.trialsOf.get(node.id) ?? [];
  const one = AXES.find((candidate) => key.startsWith(`${candidate.id}:`));
  return one ? found.trials.filter((trial) => keysOn(one, graph, found, trial).has(key)) : [];
}
