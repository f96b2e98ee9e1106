// Shapes and colours of the kinds of node, for canvas, SVG and page alike.

import { s } from "./dom.js";

const variables = new Map();
const colours = new Map();

export const look = { kinds: {}, roles: {}, relations: {} };

export function setLook(values) {
  Object.assign(look, values);
  readColours();
}

// Takes the colours of the present theme for canvas and SVG.
export function readColours() {
  variables.clear();
  const theme = isDark() ? "dark" : "light";
  for (const [kind, style] of Object.entries(look.kinds)) colours.set(kind, style[theme]);
}

// The same, and as custom properties for the style sheet.
export function paintKinds() {
  readColours();
  for (const [kind, [fill, text]] of colours) {
    document.documentElement.style.setProperty(`--${kind}`, fill);
    document.documentElement.style.setProperty(`--${kind}-text`, text);
  }
}

export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

// [fill, text] of a kind in the theme of the last "readColours".
export function coloursOf(kind) {
  return colours.get(kind) ?? [cssVariable("--muted"), cssVariable("--text")];
}

// A custom property of the style sheet; remembered until the theme changes.
export function cssVariable(name) {
  if (!variables.has(name)) variables.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  return variables.get(name);
}

const CORNERS = {
  diamond: [[0, -1.18], [1.18, 0], [0, 1.18], [-1.18, 0]],
  triangle: [[0, -1.15], [1.15, 0.85], [-1.15, 0.85]],
  square: [[-0.92, -0.92], [0.92, -0.92], [0.92, 0.92], [-0.92, 0.92]],
  hexagon: [[1.08, 0], [0.54, 0.94], [-0.54, 0.94], [-1.08, 0], [-0.54, -0.94], [0.54, -0.94]],
};

// Corners of a shape of that radius about a point; null for a dot.
export function cornersOf(kind, x, y, radius) {
  return CORNERS[look.kinds[kind]?.shape]?.map(([dx, dy]) => [x + dx * radius, y + dy * radius]) ?? null;
}

export function traceShape(context, kind, x, y, radius) {
  const corners = cornersOf(kind, x, y, radius);
  context.beginPath();
  if (corners) corners.forEach(([cx, cy], index) => (index ? context.lineTo(cx, cy) : context.moveTo(cx, cy)));
  else context.arc(x, y, radius, 0, 2 * Math.PI);
  context.closePath();
}

export function shapeElement(kind, x, y, radius, fill) {
  const corners = cornersOf(kind, x, y, radius);
  if (!corners) return s("circle", { cx: x, cy: y, r: radius, fill });
  return s("polygon", { points: corners.map(([cx, cy]) => `${cx.toFixed(1)},${cy.toFixed(1)}`).join(" "), fill });
}

// The small sign of a kind beside its name; its colour follows the theme.
export function glyph(kind) {
  return s("svg", { class: `glyph ${kind}`, viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" },
    shapeElement(kind, 8, 8, kind === "trial" ? 4 : 6, "currentColor"));
}
