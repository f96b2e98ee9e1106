// On a narrow screen the map begins with marks that a thumb can tell apart, and shows more as it is looked at from nearer.

const APART = 26;
const STEP = 1.3;
const MOST_STEPS = 16;
const NARROW = matchMedia("(max-width: 760px)");

export function isNarrow() {
  return NARROW.matches;
}

// The step from which each mark is drawn, by its id: step 0 is the map at first, each further one a little nearer.
// Marks come in the order of their weight; none is drawn so near to a weightier one that both would be hit.
export function stepsOf(marks, firstScale) {
  const steps = new Map();
  let waiting = marks;
  for (let step = 0; waiting.length; step++) {
    const reach = APART / scaleOf(step, firstScale);
    const taken = new Grid(reach);
    for (const mark of marks) if (steps.has(mark.id)) taken.add(mark);
    waiting = waiting.filter((mark) => {
      const waits = step < MOST_STEPS && taken.holds(mark);
      if (!waits) {
        steps.set(mark.id, step);
        taken.add(mark);
      }
      return waits;
    });
  }
  return steps;
}

// The scale at which a step begins.
export function scaleOf(step, firstScale) {
  return firstScale * STEP ** step;
}

// How many steps nearer than the map at first a scale is.
export function stepAt(scale, firstScale) {
  return Math.max(0, Math.floor(Math.log(scale / firstScale) / Math.log(STEP) + 0.01));
}

// Points by the cells in which they stand.
class Grid {
  constructor(reach) {
    this.reach = reach;
    this.cells = new Map();
  }

  add(point) {
    const key = this.#key(point, 0, 0);
    if (!this.cells.has(key)) this.cells.set(key, []);
    this.cells.get(key).push(point);
  }

  // Whether a point stands nearer than the reach.
  holds(point) {
    for (const right of [-1, 0, 1]) for (const down of [-1, 0, 1]) {
      const near = this.cells.get(this.#key(point, right, down)) ?? [];
      if (near.some((other) => Math.hypot(other.x - point.x, other.y - point.y) < this.reach)) return true;
    }
    return false;
  }

  #key({ x, y }, right, down) {
    return `${Math.floor(x / this.reach) + right} ${Math.floor(y / this.reach) + down}`;
  }
}
