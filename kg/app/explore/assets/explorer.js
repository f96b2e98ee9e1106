"use strict";
// Everything can be read and asked without this file; it adds copying, a key for the search, charts that lead
// to lists, and years that begin with the latest.

for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
    button.textContent = "Copied";
  });
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    const search = document.getElementById("q");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
});

// A block of a chart is a link to where its number in the table below leads.
for (const block of document.querySelectorAll(".chart rect[data-cell]")) {
  const [row, column] = block.dataset.cell.split(" ").map(Number);
  const number = block.closest("section").querySelector(".numbers").tBodies[0].rows[row].cells[column + 1].querySelector("a");
  const link = document.createElementNS("http://www.w3.org/2000/svg", "a");
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  link.setAttribute("href", number.getAttribute("href"));
  link.setAttribute("tabindex", "-1");
  title.textContent = number.getAttribute("aria-label");
  block.replaceWith(link);
  block.append(title);
  link.append(block);
}

// On a narrow screen the map comes before what it is narrowed by, unless that has been used.
const controls = document.querySelector(".controls:not([data-asked])");
if (controls && matchMedia("(max-width: 760px)").matches) controls.open = false;

// Where the pages stand in one row, that of this one is in sight.
const here = document.querySelector("nav [aria-current]");
if (here) here.closest("ul").scrollLeft = here.offsetLeft - here.closest("ul").clientWidth / 2;

for (const region of document.querySelectorAll(".latest")) region.scrollLeft = region.scrollWidth;
