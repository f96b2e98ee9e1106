// The lines of a picture. Without trial dots, the trials that join two things become one line that counts them.

const MOST_LINES = 1200;

// Lines between nodes of the kinds shown, each {from, to, relation, trials}; trials is empty for what an agent is.
// "all" holds every line, "lines" those of at least "least" trials, "thin" counts the rest.
export function drawnLines(graph, found, state) {
  const shown = state.show;
  const lines = [...standing(graph, found, shown)];
  const hubs = shown.has("agent") ? ["agents"] : ["targets", "mechanisms"];
  const joined = new Map();
  for (const trial of found.trials) {
    const parts = found.parts.get(trial);
    const middle = hubs.filter((hub) => shown.has(hub.slice(0, -1))).flatMap((hub) => parts[hub]);
    const conditions = shown.has("condition") ? parts.conditions.map((end) => end.id) : [];
    const endpoints = shown.has("endpoint") ? [...new Set(parts.endpoints.map((end) => end.id))] : [];
    if (shown.has("trial")) {
      for (const id of middle) join(joined, trial, id, "uses", trial);
      for (const id of conditions) join(joined, trial, id, "studies", trial);
      for (const id of endpoints) join(joined, trial, id, "measures", trial);
    } else {
      for (const id of middle) for (const condition of conditions) join(joined, id, condition, "studied-in", trial);
      for (const id of middle) for (const endpoint of endpoints) join(joined, id, endpoint, "measured-by", trial);
    }
  }
  const counted = [...joined.values()];
  const least = shown.has("trial") ? 1 : Number(state.least) || enough(counted);
  const thick = counted.filter((line) => line.trials.length >= least);
  return { all: [...lines, ...counted], lines: [...lines, ...thick], least, thin: counted.length - thick.length };
}

// What an agent acts on and through, for agents and targets in the picture.
function* standing(graph, found, shown) {
  if (!shown.has("agent")) return;
  for (const [kind, ends, relation] of [["target", graph.targets, "has-target"], ["mechanism", graph.mechanisms, "has-mechanism"]]) {
    if (!shown.has(kind)) continue;
    for (const [agent, list] of ends) {
      if (!found.trialsOf.has(agent)) continue;
      for (const end of list) if (found.trialsOf.has(end.id)) yield { from: agent, to: end.id, relation, trials: [] };
    }
  }
}

function join(lines, from, to, relation, trial) {
  const key = from * 1e6 + to;
  const line = lines.get(key);
  if (line) line.trials.push(trial);
  else lines.set(key, { from, to, relation, trials: [trial] });
}

// The least number of trials a line must stand for so that the picture stays readable.
function enough(lines) {
  let least = 1;
  while (lines.filter((line) => line.trials.length >= least).length > MOST_LINES) least += 1;
  return least;
}
