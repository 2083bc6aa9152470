// Better with scripts: asks before what can't be seen again, cuts where one clicks, and tells how far
// a file is. What moves pieces is in move.js.
"use strict";

const EVERY = 1000;

for (const form of document.querySelectorAll("form[data-really]")) {
  form.addEventListener("submit", (event) => { if (!confirm(form.dataset.really)) event.preventDefault(); });
}

for (const form of document.querySelectorAll("form[data-wait]")) {
  form.addEventListener("submit", () => {
    const wait = document.createElement("p");
    wait.className = "quiet";
    wait.setAttribute("role", "status");
    wait.textContent = form.dataset.wait;
    form.after(wait);
  });
}

const reading = document.getElementById("reading");
async function watch() {
  const response = await fetch(reading.dataset.watch).catch(() => null);
  if (response?.redirected) { location.replace(response.url); return; }
  if (response?.ok) {
    const now = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("reading");
    if (now) reading.replaceChildren(...now.children);
  }
  setTimeout(watch, EVERY);
}
if (reading) setTimeout(watch, EVERY);

function before(words, node, offset) {
  let count = 0;
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.parentElement.closest(".doubt, .number")) continue;
    if (text === node) return count + [...text.data.slice(0, offset)].length;
    count += [...text.data].length;
  }
  return count;
}

for (const words of document.querySelectorAll(".words[data-cut]")) {
  words.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    const place = getSelection();
    if (!place.isCollapsed || !words.contains(place.anchorNode)) return;
    const at = before(words, place.anchorNode, place.anchorOffset);
    const part = words.closest(".part");
    history.replaceState(null, "", `#${part.id}`);
    dispatchEvent(new HashChangeEvent("hashchange"));
    document.getElementById(words.dataset.cut).value = at;
  });
}
