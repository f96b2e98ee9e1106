// Elements from plain values. Text is only ever text: nothing here reads markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === "css") for (const [key, text] of Object.entries(value)) element.style.setProperty(key, text);
    else if (name === "value" || name === "checked") element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function h(tag, properties, ...children) {
  return fill(document.createElement(tag), properties, children);
}

export function s(tag, properties, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

export function byId(id) {
  return document.getElementById(id);
}

export function replace(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
}

// A link out of the page. The address is built from a fixed start and an encoded rest, so it cannot be a script.
export function outside(start, rest, text) {
  const href = start + encodeURIComponent(rest).replaceAll("%3A", ":");
  return h("a", { href, target: "_blank", rel: "noopener noreferrer external" }, text, h("span", { class: "unseen" }, " (opens the web)"));
}

export function count(number, one, many) {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? one : many ?? `${one}s`}`;
}

export function button(text, listener, properties) {
  return h("button", { type: "button", ...properties, on: { click: listener } }, text);
}
