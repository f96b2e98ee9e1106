// Labels that never lie on one another: the most important first, each at the first free side of its node.

const CELL = 48;
const GAP = 3;
const HEIGHT = 15;
const KEPT_FREE = 160;
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

  // Box: [left, top, right, bottom, owner].
  add(box) {
    for (const cell of cells(box)) {
      const list = this.#cells.get(cell);
      if (list) list.push(box);
      else this.#cells.set(cell, [box]);
    }
  }

  hits(box) {
    for (const cell of cells(box)) {
      for (const other of this.#cells.get(cell) ?? []) {
        if (other[4] !== box[4] && other[0] < box[2] && other[2] > box[0] && other[1] < box[3] && other[3] > box[1]) return true;
      }
    }
    return false;
  }
}

function* cells([left, top, right, bottom]) {
  for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++)
    for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) yield x * 100003 + y;
}

// Marks in order of importance, each {id, kind, text, x, y, radius} in pixels → labels with their boxes. Labels stay
// between left and right, give way to one another, and leave the most important marks uncovered.
export function placeLabels(context, marks, left, right) {
  const taken = new Taken();
  for (const mark of marks.slice(0, KEPT_FREE)) taken.add([mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius, mark.id]);
  const placed = [];
  for (const mark of marks) {
    const font = fontOf(mark.kind);
    const width = widthOf(context, mark.text, font);
    for (const [start, top] of sides(mark, width)) {
      const box = [start - GAP, top - 1, start + width + GAP, top + HEIGHT + 1, mark.id];
      if (start < left || start + width > right || taken.hits(box)) continue;
      taken.add(box);
      placed.push({ ...mark, font, left: start, top, width, height: HEIGHT });
      break;
    }
  }
  return placed;
}

function sides({ x, y, radius }, width) {
  const middle = y - HEIGHT / 2;
  return [[x + radius + 4, middle], [x - radius - 4 - width, middle], [x - width / 2, y + radius + 2], [x - width / 2, y - radius - 2 - HEIGHT]];
}
