// Asks before what can't be seen again; a click in a paragraph says where it is to be cut.
"use strict";

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

function before(words, node, offset) {
  let count = 0;
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.parentElement.closest(".doubt")) continue;
    if (text === node) return count + [...text.data.slice(0, offset)].length;
    count += [...text.data].length;
  }
  return count;
}

for (const words of document.querySelectorAll(".words[data-cut]")) {
  words.addEventListener("click", () => {
    const chosen = getSelection();
    if (!chosen.isCollapsed || !words.contains(chosen.anchorNode)) return;
    document.getElementById(words.dataset.cut).value = before(words, chosen.anchorNode, chosen.anchorOffset);
  });
}
