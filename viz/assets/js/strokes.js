// The lines of the map as strokes of a pen: their colours and widths, and how near a point is to one.

const COLOURS = { "has-target": "--line-target", "has-mechanism": "--line-mechanism" };

// Lines by colour and width: those that share both are drawn at one go.
export function strokesOf(lines) {
  const strokes = new Map();
  for (const line of lines) {
    const colour = colourOf(line);
    const width = Math.round(2 * strokeWidth(line)) / 2;
    const key = `${colour} ${width}`;
    if (!strokes.has(key)) strokes.set(key, { colour, width, lines: [] });
    strokes.get(key).lines.push(line);
  }
  return [...strokes.values()].sort((a, b) => a.width - b.width);
}

// The name of a variable of the style sheet.
export function colourOf(line) {
  return COLOURS[line.relation] ?? "--line";
}

export function strokeWidth(line) {
  return Math.min(0.8 + 0.55 * Math.sqrt(Math.max(line.trials.length - 1, 0)), 6);
}

// From a point to the stretch between two others.
export function distanceTo(point, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy || 1);
  const part = Math.min(Math.max(along, 0), 1);
  return Math.hypot(from.x + part * dx - point.x, from.y + part * dy - point.y);
}
