// Labels that never lie on one another: the most important first, each at the first free side of its node.

const CELL = 48;
const GAP = 3;
const HEIGHT = 15;
const NAMED = 10;
const ALWAYS = 24;
const RINGS = [0, 12, 24];
const NARROWEST = 3.4;
const widths = new Map();

export function fontOf(kind) {
  const weight = kind === "mechanism" || kind === "condition" ? 600 : 500;
  return `${weight} 12px ${FAMILY}`;
}

export const FAMILY = '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

export function widthOf(context, text, font) {
  const key = font + text;
  let width = widths.get(key);
  if (width === undefined) {
    context.font = font;
    widths.set(key, (width = context.measureText(text).width));
  }
  return width;
}

class Taken {
  #cells = new Map();

  // Box: [left, top, right, bottom, owner, rank]; a label has rank -1, so that nothing may cover it.
  add(box) {
    for (const cell of cells(box)) {
      const list = this.#cells.get(cell);
      if (list) list.push(box);
      else this.#cells.set(cell, [box]);
    }
  }

  // Whether the box lies on another's label or mark; marks of that rank or a later one may be covered.
  hits(box, coverable) {
    for (const cell of cells(box)) {
      for (const other of this.#cells.get(cell) ?? []) {
        if (other[4] === box[4] || other[5] >= coverable) continue;
        if (other[0] < box[2] && other[2] > box[0] && other[1] < box[3] && other[3] > box[1]) return true;
      }
    }
    return false;
  }
}

function* cells([left, top, right, bottom]) {
  for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++)
    for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) yield x * 100003 + y;
}

// Marks in order of importance, each {id, kind, text, x, y, radius} in pixels → labels with their boxes. Only so many of
// the first are named. Labels stay between left and right and give way to one another and to marks; only those of marks
// that "must" be named may cover any, or be cut by the edges of the canvas. Where it is crowded, the most important come
// first and may stand a little further off. Where nothing is free there, a label may cover marks that have no name, and
// the very first others as well, since a map that does not name its largest marks tells nothing.
export function placeLabels(context, marks, { left, right, crowded, named, edges }) {
  const taken = new Taken();
  marks.forEach((mark, rank) => taken.add([mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius, mark.id, rank]));
  const placed = new Map();
  for (const [count, rings] of [[crowded ? ALWAYS : 0, RINGS], [named, RINGS.slice(0, 1)]]) {
    marks.slice(0, Math.min(count, named)).forEach((mark, rank) => {
      const coverable = mark.must ? [0] : !crowded ? [] : rank < NAMED ? [named, ALWAYS, NAMED] : [named];
      const label = placed.has(mark.id) ? null : freeLabel(context, mark, taken, { rings, coverable, edges }, left, right);
      if (!label) return;
      taken.add([label.left - GAP, label.top - 1, label.left + label.width + GAP, label.top + HEIGHT + 1, mark.id, -1]);
      placed.set(mark.id, label);
    });
  }
  return [...placed.values()];
}

// Whether an edge of the canvas would cut a label that begins there.
function isCut([start, top], width, edges) {
  const [end, bottom] = [start + width, top + HEIGHT];
  const outside = end < edges.left || start > edges.right || bottom < edges.top || top > edges.bottom;
  const inside = start >= edges.left && end <= edges.right && top >= edges.top && bottom <= edges.bottom;
  return !outside && !inside;
}

function freeLabel(context, mark, taken, { rings, coverable, edges }, left, right) {
  const free = (width, rank) => ([start, top]) =>
    start >= left && start + width <= right && !taken.hits([start - GAP, top - 1, start + width + GAP, top + HEIGHT + 1, mark.id], rank);
  // Measuring is slow: where not even a label narrower than this one finds room, it is not measured.
  const narrower = mark.text.length * NARROWEST;
  const lesser = [Infinity, ...coverable];
  if (!around(mark, narrower, rings).some(free(narrower, lesser.at(-1)))) return null;

  const font = fontOf(mark.kind);
  const width = widthOf(context, mark.text, font);
  const all = around(mark, width, rings);
  const whole = all.filter((side) => !isCut(side, width, edges));
  const found = (sides) => lesser.reduce((side, rank) => side ?? sides.find(free(width, rank)), undefined);
  const side = found(whole) ?? (mark.must ? found(all) : undefined);
  return side ? { ...mark, font, left: side[0], top: side[1], width, height: HEIGHT } : null;
}

function around(mark, width, rings) {
  return rings.flatMap((further) => sides({ ...mark, radius: mark.radius + further }, width));
}

// Beside, below and above, then towards the corners.
function sides({ x, y, radius }, width) {
  const [right, left] = [x + radius + 4, x - radius - 4 - width];
  const [middle, below, above] = [y - HEIGHT / 2, y + radius + 2, y - radius - 2 - HEIGHT];
  const near = radius * 0.4;
  return [
    [right, middle], [left, middle], [x - width / 2, below], [x - width / 2, above],
    [x + near, below], [x - near - width, below], [x + near, above], [x - near - width, above],
  ];
}
