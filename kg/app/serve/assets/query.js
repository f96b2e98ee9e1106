"use strict";

const START = `SELECT ?trial ?title WHERE {
  ?trial a iokg:Trial ;
    rdfs:label ?title .
} LIMIT 20`;

const json = (path) => fetch(path).then((answer) => answer.json());

function declare(query, prefixes) {
  const used = Object.keys(prefixes).filter((prefix) => query.includes(`${prefix}:`));
  return used.map((prefix) => `PREFIX ${prefix}: <${prefixes[prefix]}>\n`).join("") + query;
}

function offer(questions, yasgui) {
  const select = document.getElementById("example");
  const asks = document.getElementById("asks");
  for (const question of questions) select.add(new Option(question.title, question.name));
  select.addEventListener("change", () => {
    const chosen = questions.find((question) => question.name === select.value);
    asks.textContent = chosen ? chosen.question : "";
    if (chosen) yasgui.getTab().getYasqe().setValue(chosen.sparql);
  });
}

async function start() {
  const [questions, prefixes] = await Promise.all([json("/questions.json"), json("/prefixes.json")]);
  Yasgui.Yasqe.defaults.value = declare(START, prefixes);
  const yasgui = new Yasgui(document.getElementById("editor"), {
    requestConfig: { endpoint: `${location.origin}/sparql`, method: "POST" },
    endpointCatalogueOptions: { getData: () => [], keys: [] },
    copyEndpointOnNewTab: true,
    persistenceId: `iokg-${location.host}`,
    yasqe: { autocompleters: ["variables"], prefixCcApi: "" },
    yasr: { prefixes, prefixCcApi: "", pluginOrder: ["table", "response"], defaultPlugin: "table" },
  });
  offer(questions, yasgui);
}

start();
