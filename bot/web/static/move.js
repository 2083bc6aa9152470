// Pieces of a page are put behind others: dragged by mouse, pen or finger, or carried by the keys.
// On the picture a finger moves the picture, and holds still for a moment to take a piece up.
"use strict";

const FAR = 8;
const HOLD = 400;
const EDGE = 70;
const STEP = 14;

const form = document.getElementById("move");
const told = document.getElementById("told");
const pieces = [...document.querySelectorAll("[data-piece]")];
const places = [...document.querySelectorAll(".reports-now [data-piece]")];
let held = null;

function mark(key, by) {
  for (const piece of pieces) piece.classList.toggle(by, piece.dataset.piece === key);
}

function chosen() {
  const match = /^#part-(.+)$/.exec(location.hash);
  mark(match ? match[1] : "", "chosen");
}
addEventListener("hashchange", chosen);
chosen();

for (const piece of pieces) {
  piece.addEventListener("pointerenter", () => mark(piece.dataset.piece, "hovered"));
  piece.addEventListener("pointerleave", () => mark("", "hovered"));
}

const pageOf = (key) => key.split("-")[0];
const labelOf = (key) => places.find((place) => place.dataset.piece === key).dataset.place;
const say = (words, key) => { told.textContent = words.replace("{place}", key ? labelOf(key) : ""); };

function take(key) {
  held.taken = true;
  document.body.classList.add("dragging");
  mark(key, "held");
  say(form.dataset.held, key);
}

function aim(key) {
  const fits = key && key !== held.key && pageOf(key) === pageOf(held.key);
  held.over = fits ? key : "";
  mark(held.over, "over");
  if (fits) say(form.dataset.over, key);
}

function letGo(words) {
  clearTimeout(held.waits);
  held = null;
  document.body.classList.remove("dragging");
  mark("", "held");
  mark("", "over");
  say(words);
}

function drop() {
  const { key, over } = held;
  letGo("");
  if (!over) return;
  const [page, report, paragraph] = key.split("-");
  const [, to, after] = over.split("-");
  for (const [name, value] of Object.entries({ page, report, paragraph, to, after })) form.elements[name].value = value;
  form.submit();
}

// Dragging.
const grip = (target) => target.closest?.(".grip, svg [data-piece]");

function roll() {
  if (!held?.taken || held.y === undefined) return;
  const by = held.y < EDGE ? -STEP : held.y > innerHeight - EDGE ? STEP : 0;
  if (by) scrollBy(0, by);
  requestAnimationFrame(roll);
}

function pickUp(event, target) {
  take(held.key);
  // The picture lets this finger go.
  target.dispatchEvent(new PointerEvent("pointercancel", { pointerId: event.pointerId, bubbles: true }));
  requestAnimationFrame(roll);
}

addEventListener("pointerdown", (event) => {
  const from = event.isPrimary && event.button === 0 && grip(event.target);
  if (!from || held) return;
  const waits = event.pointerType === "touch" && from.closest("svg");
  held = { key: from.closest("[data-piece]").dataset.piece, id: event.pointerId, x: event.clientX, y: event.clientY, waits, over: "" };
  if (waits) held.waits = setTimeout(() => pickUp(event, from), HOLD);
  else event.stopPropagation();
}, true);

addEventListener("pointermove", (event) => {
  if (held?.id !== event.pointerId) return;
  const far = Math.hypot(event.clientX - held.x, event.clientY - held.y) > FAR;
  if (!held.taken && !far) return;
  if (!held.taken && held.waits) { letGo(""); return; }
  if (!held.taken) pickUp(event, event.target);
  held.y = event.clientY;
  const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-piece]");
  aim(under?.dataset.piece);
});

addEventListener("pointerup", (event) => {
  if (held?.id !== event.pointerId) return;
  if (!held.taken) { letGo(""); return; }
  addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", stop, { capture: true }));
  drop();
});

addEventListener("pointercancel", (event) => {
  if (event.isTrusted && held?.id === event.pointerId) letGo("");
});

function stop(event) {
  event.preventDefault();
  event.stopPropagation();
}
addEventListener("dragstart", (event) => { if (grip(event.target)) event.preventDefault(); });
addEventListener("contextmenu", (event) => { if (held) event.preventDefault(); });

// Carrying by the keys: space takes up and puts down, arrows choose, Escape puts back.
function carry(step) {
  const own = places.filter((place) => pageOf(place.dataset.piece) === pageOf(held.key));
  const at = own.findIndex((place) => place.dataset.piece === (held.over || held.key));
  let next = at + step;
  if (own[next]?.dataset.piece === held.key) next += step;
  if (!own[next]) return;
  aim(own[next].dataset.piece);
  own[next].scrollIntoView({ block: "center" });
}

const KEYS = {
  " ": drop,
  Enter: drop,
  Escape: () => letGo(form.dataset.back),
  ArrowUp: () => carry(-1),
  ArrowDown: () => carry(1),
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (held) {
    if (!KEYS[event.key]) return;
    stop(event);
    KEYS[event.key]();
    return;
  }
  const from = event.key === " " && grip(event.target);
  if (!from) return;
  stop(event);
  held = { key: from.closest("[data-piece]").dataset.piece, over: "" };
  take(held.key);
}, true);
