// The bar at the top: views, theme, downloads, help.

import { csvOf, pngOf, save, svgOf } from "./download.js";
import { button, byId, h, replace } from "./dom.js";
import { isDark } from "./look.js";

export const VIEWS = [
  { id: "map", name: "Map", key: "m" },
  { id: "lanes", name: "Lanes", key: "l" },
  { id: "table", name: "Table", key: "t" },
  { id: "heat", name: "Heat-map", key: "h" },
  { id: "compare", name: "Compare", key: "c" },
];

const KEYS = [["/", "search"], ["M L T H C", "map, lanes, table, heat-map, compare"], ["F", "fit the map"], ["+ −", "zoom"], ["← ↑ → ↓", "go from mark to mark, cell to cell"], ["Shift + click", "paths to a second mark"], ["Esc", "clear the choice"], ["D", "dark or light"], ["?", "this help"]];

export function showViews(app) {
  const number = app.state.compare.length;
  const shown = VIEWS.filter((view) => view.id !== "compare" || number || app.state.view === "compare");
  replace(byId("views"), shown.map((view) => button([view.name, view.id === "compare" && number ? h("span", { class: "count" }, ` ${number}`) : null], () => app.state.set({ view: view.id }),
    { "aria-current": app.state.view === view.id ? "page" : null, title: `Key ${view.key.toUpperCase()}` })));
}

export function setUpTools(app) {
  const offer = (text, make) => h("li", {}, button(text, () => { menu.open = false; make(); }));
  const name = (ending) => `iokg-${app.state.view}.${ending}`;
  const menu = h("details", { class: "menu" }, h("summary", { class: "button" }, "Download"),
    h("ul", { class: "plain" },
      offer("Rows as CSV", () => save(csvOf(app.values()), name("csv"), "text/csv;charset=utf-8")),
      offer("Picture as SVG", () => save(svgOf(app.scene()), name("svg"), "image/svg+xml")),
      offer("Picture as PNG", async () => save(await pngOf(app.scene()), name("png"))),
      offer("Print", () => print())));
  replace(byId("tools"),
    button("Filters", () => app.openFilters(), { class: "only-narrow", id: "open-filters" }), menu,
    button("◐", () => switchTheme(app), { "aria-label": "Dark or light", title: "Dark or light" }),
    button("?", () => help(), { "aria-label": "Help", title: "Help" }));
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
}

export function switchTheme(app) {
  const root = document.documentElement;
  root.dataset.theme = isDark() ? "light" : "dark";
  app.repaint();
}

export function help() {
  const dialog = h("dialog", { "aria-label": "Help", on: { close: () => dialog.remove() } },
    h("h2", {}, "How to read and use this page"),
    h("p", {}, "Marks are agents, targets, mechanisms, conditions and, if you ask for them, endpoints and trials; a mark’s area grows with its trials. A grey line joins an agent and a condition that trials study together: its width counts those trials. It says “studied in”, never that the agent works. Coloured lines say what an agent acts on and through."),
    h("dl", { class: "pairs" }, KEYS.flatMap(([key, meaning]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, meaning)])),
    button("Close", () => dialog.close(), {}));
  byId("overlays").append(dialog);
  dialog.showModal();
}

export function setUpKeys(app) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("dialog")) return;
    const typing = event.target.matches("input:not([type=checkbox]):not([type=range]), select, textarea");
    if (event.key === "Escape") app.clear();
    else if (typing) return;
    else if (event.key === "/") byId("query").focus();
    else if (event.key === "?") help();
    else if (event.key === "f") app.fit();
    else if (event.key === "d") switchTheme(app);
    else {
      const view = VIEWS.find((one) => one.key === event.key);
      if (!view) return;
      app.state.set({ view: view.id });
    }
    event.preventDefault();
  });
}
