// Where the map is looked at from.

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const NEAREST = 2.5;

export function animation() {
  return calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" };
}

export function boundsOf(points) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { left, top, right, bottom };
}

// Pixels left and right of the outermost marks, for their labels.
export function roomBeside(width) {
  return Math.min(100, width * 0.12);
}

// Position and scale that show the middle of the points, from top to bottom of a box that is narrow for them.
export function filled(points, width, height) {
  const { position, scale } = frame(points, width, height);
  if (!points.length) return { position, scale };
  const { top, bottom } = boundsOf(points);
  return { position, scale: Math.max(scale, Math.min((height - 72) / Math.max(bottom - top, 1), NEAREST * scale)) };
}

// Position and scale that show the points in a box of that size, with room for labels.
export function frame(points, width, height, closest = 1.6) {
  if (!points.length) return { position: { x: 0, y: 0 }, scale: 1 };
  const { left, top, right, bottom } = boundsOf(points);
  const scale = Math.min((width - 2 * roomBeside(width)) / Math.max(right - left, 1), (height - 72) / Math.max(bottom - top, 1), closest);
  return { position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(scale, 0.01) };
}
