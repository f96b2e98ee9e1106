// The SPARQL that asks the graph about one thing, shown and copied.

import { button, h } from "./dom.js";

// Null if there is no query for this kind of node, or if its address could break out of the query.
export function queryFor(app, node) {
  const text = app.settings.queries[node.group];
  return text && node.iri && /^[^\s<>"{}|\\^`]+$/.test(node.iri) ? text.replaceAll("{iri}", node.iri) : null;
}

export function queryBlock(app, node) {
  const query = queryFor(app, node);
  if (!query) return null;
  return h("details", { class: "section sparql" },
    h("summary", {}, h("h3", {}, "Ask this in SPARQL")),
    h("pre", { tabindex: 0 }, query),
    button("Copy SPARQL", async () => app.announce((await copy(query)) ? "The query is copied" : "Copying is not allowed here: select the text"), { class: "small" }));
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = h("textarea", { value: text });
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    return copied;
  }
}
