// Better with scripts: asks before what can't be seen again, cuts where one clicks, moves pieces by
// dragging, shows on the picture which piece is in hand, and tells how far a file is.
"use strict";

const FAR = 8;
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

const pieces = [...document.querySelectorAll("[data-piece]")];

function choose(key, by) {
  for (const piece of pieces) piece.classList.toggle(by, piece.dataset.piece === key);
}

function chosen() {
  const match = /^#part-(.+)$/.exec(location.hash);
  choose(match ? match[1] : "", "chosen");
}
addEventListener("hashchange", chosen);
chosen();

for (const words of document.querySelectorAll(".words[data-cut]")) {
  words.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    const place = getSelection();
    if (!place.isCollapsed || !words.contains(place.anchorNode)) return;
    const at = before(words, place.anchorNode, place.anchorOffset);
    const part = words.closest(".part");
    history.replaceState(null, "", `#${part.id}`);
    chosen();
    document.getElementById(words.dataset.cut).value = at;
  });
}

for (const piece of pieces) {
  piece.addEventListener("pointerenter", () => choose(piece.dataset.piece, "hovered"));
  piece.addEventListener("pointerleave", () => choose("", "hovered"));
}

let held = null;
const isGrip = (target) => target.closest(".grip, svg [data-piece]");
addEventListener("pointerdown", (event) => {
  const grip = event.pointerType === "mouse" && event.button === 0 && isGrip(event.target);
  if (!grip) return;
  held = { key: grip.closest("[data-piece]").dataset.piece, x: event.clientX, y: event.clientY, far: false };
  event.stopPropagation();
}, true);
addEventListener("dragstart", (event) => { if (isGrip(event.target)) event.preventDefault(); });
addEventListener("pointermove", (event) => {
  if (!held) return;
  held.far ||= Math.hypot(event.clientX - held.x, event.clientY - held.y) > FAR;
  if (!held.far) return;
  document.body.classList.add("dragging");
  const over = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-piece]");
  choose(over && over.dataset.piece !== held.key ? over.dataset.piece : "", "over");
});
addEventListener("pointerup", (event) => {
  if (!held) return;
  const { key, far } = held;
  held = null;
  document.body.classList.remove("dragging");
  choose("", "over");
  if (!far) return;
  addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
  const over = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-piece]");
  if (over && over.dataset.piece !== key) move(key.split("-"), over.dataset.piece.split("-"));
});

// One piece is put behind another.
function move([page, report, paragraph], [otherPage, to, after]) {
  if (page !== otherPage) return;
  const form = document.getElementById("move");
  for (const [name, value] of Object.entries({ page, report, paragraph, to, after })) form.elements[name].value = value;
  form.submit();
}
