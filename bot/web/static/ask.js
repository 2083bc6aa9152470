// Answers come in without a reload; without this file the same forms and links work as they are.
"use strict";

const thread = document.getElementById("thread");
const LONG = 150;

function fold(answer) {
  answer.querySelectorAll(".passage").forEach((passage, place) => {
    const text = passage.querySelector("p");
    if (place === 0 || text.textContent.length < LONG) return;
    passage.classList.add("folded");
    text.addEventListener("click", () => passage.classList.remove("folded"));
  });
}

async function bring(address, form) {
  form.setAttribute("aria-busy", "true");
  form.querySelector(".failed")?.remove();
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
    const answer = parsed.querySelector(".answer, .error");
    if (!answer) throw new Error("no answer");
    thread.append(answer);
    fold(answer);
    listen(answer);
    if (answer.dataset.address) history.pushState(null, "", answer.dataset.address);
    if (form.elements.after) form.elements.after.value = answer.dataset.understood ?? "";
    answer.scrollIntoView({ block: "start" });
    answer.querySelector(".question")?.focus({ preventScroll: true });
    return true;
  } catch {
    const failed = document.createElement("p");
    failed.className = "failed";
    failed.setAttribute("role", "alert");
    failed.textContent = form.dataset.failed;
    form.after(failed);
    return false;
  } finally {
    form.removeAttribute("aria-busy");
  }
}

function listen(root) {
  const form = document.querySelector("form.ask");
  for (const link of root.querySelectorAll("a.in-page")) {
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      bring("/answer" + new URL(link.href).search, form);
    });
  }
  for (const more of root.querySelectorAll("a.more")) {
    more.addEventListener("click", async (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      if (await bring(more.dataset.fragment, form)) more.parentElement.remove();
    });
  }
  for (const opinion of root.querySelectorAll("form.opinion")) {
    opinion.addEventListener("submit", async (event) => {
      event.preventDefault();
      const data = new FormData(opinion, event.submitter);
      const response = await fetch(opinion.action, { method: "POST", body: new URLSearchParams(data) });
      if (!response.ok) return;
      const thanks = document.createElement("p");
      thanks.className = "thanks";
      thanks.setAttribute("role", "status");
      thanks.textContent = event.submitter.dataset.thanks;
      opinion.replaceWith(thanks);
    });
  }
}

if (thread) {
  const form = document.querySelector("form.ask");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const input = form.elements.q;
    const asked = input.value.trim();
    if (asked && (await bring("/answer?" + new URLSearchParams(new FormData(form)), form))) input.value = "";
  });
  addEventListener("popstate", () => location.reload());
  fold(thread);
  listen(thread);
}
