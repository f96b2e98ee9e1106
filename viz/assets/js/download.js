// What the reader takes along: the rows as CSV, the picture as SVG or PNG.

import { h, s } from "./dom.js";
import { FAMILY } from "./labels.js";
import { coloursOf, cssVariable, shapeElement } from "./look.js";

// A cell that a spreadsheet could take for a formula is kept as text.
function cell(value) {
  const text = String(value ?? "");
  const safe = typeof value !== "number" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvOf(rows) {
  return rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

export function svgOf({ width, height, lines, marks, texts }) {
  const line = ({ from, to, colour, width: thick, faint, curved }) => {
    const middle = (from.x + to.x) / 2;
    const d = curved ? `M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}` : `M${from.x} ${from.y}L${to.x} ${to.y}`;
    return s("path", { d, stroke: colour, "stroke-width": thick, fill: "none", opacity: faint ? 0.4 : null });
  };
  const text = (label) => s("text", {
    x: label.x, y: label.y, fill: label.colour ?? coloursOf(label.kind)[1], "font-size": 12, "font-weight": label.kind === "mechanism" || label.kind === "condition" ? 600 : 500,
    "font-family": FAMILY, "dominant-baseline": "central", stroke: cssVariable("--canvas"), "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round",
  }, label.text);
  const image = s("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` },
    s("rect", { width, height, fill: cssVariable("--canvas") }), lines.map(line),
    marks.map((mark) => shapeElement(mark.kind, mark.x, mark.y, mark.radius, coloursOf(mark.kind)[0])), texts.map(text));
  return new XMLSerializer().serializeToString(image);
}

export async function pngOf(scene) {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svgOf(scene)], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = h("canvas", { width: scene.width * 2, height: scene.height * 2 });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

export function save(content, name, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
