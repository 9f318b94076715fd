// The clock bar: shows the simulated time and moves it.

import { post } from "./api.js";

const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const SHORT = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric" });
const narrow = matchMedia("(max-width: 760px)");
const at = (id) => document.getElementById(id);
const buttons = [...document.querySelectorAll(".moves-inside button")];

export async function ask(words, { yes = "OK", no = "" } = {}) {
  const dialog = at("dialog");
  at("dialog-words").textContent = words;
  at("dialog-yes").textContent = yes;
  at("dialog-no").textContent = no;
  at("dialog-no").hidden = !no;
  dialog.returnValue = "no";
  dialog.showModal();
  await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
  return dialog.returnValue === "yes";
}

export function showClock(state) {
  const now = new Date(state.now);
  at("time").textContent = TIME.format(now);
  at("day").textContent = (narrow.matches ? SHORT : DAY).format(now);
  at("zone").textContent = `${Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll("_", " ")} time`;
  document.body.classList.toggle("busy", state.busy);
  for (const button of buttons) button.disabled = state.busy;
}

export function startClock() {
  const fit = () => {
    at("moves").open = !narrow.matches;
  };
  narrow.addEventListener("change", fit);
  fit();
  for (const button of buttons) {
    button.addEventListener("click", () => {
      at("off").open = false;
      if (narrow.matches) at("moves").open = false;
      if (button.dataset.move) post("clock", { move: button.dataset.move });
    });
  }
  document.addEventListener("click", (event) => {
    if (!at("off").contains(event.target)) at("off").open = false;
    if (narrow.matches && !at("moves").contains(event.target)) at("moves").open = false;
  });
  at("off").addEventListener("keydown", (event) => {
    if (event.key === "Escape") at("off").open = false;
  });
  at("reset").addEventListener("click", async () => {
    const words = "Start over? All chats on this page and everything the bot keeps of them are erased.";
    if (await ask(words, { yes: "Start over", no: "Cancel" })) post("reset", {});
  });
}
