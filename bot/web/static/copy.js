// A citation is copied where it is opened; without this file it is there to be marked and copied.
"use strict";

const AGAIN = 2000;

async function copy(words) {
  if (navigator.clipboard) return navigator.clipboard.writeText(words);
  const area = document.createElement("textarea");
  area.value = words;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

addEventListener("click", async (event) => {
  const opens = event.target.closest?.(".cite > summary");
  if (!opens || opens.parentElement.open) return;
  await copy(opens.nextElementSibling.textContent);
  const said = opens.textContent;
  opens.textContent = opens.dataset.copied;
  setTimeout(() => { opens.textContent = said; }, AGAIN);
});
