// The page: a column for each person; side by side where there is room, one at a time on a phone.

import { watch } from "./api.js";
import { Chat } from "./chat.js";
import { ask, showClock, startClock } from "./clock.js";
import { element } from "./rich.js";

const COLUMN = 410;
const KEY = "preview.shown";
const nav = document.getElementById("people");
const main = document.getElementById("chats");
const chats = new Map();
const tabs = new Map();
const unread = new Map();
let people = [];
let wanted = remembered();

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}

function room() {
  return Math.max(1, Math.floor(window.innerWidth / COLUMN));
}

// The people to show: those last chosen first, then a patient, the team, and the others.
function chosen() {
  const known = people.map((p) => p.id);
  const usual = [...people.filter((p) => p.role !== "team").slice(0, 1), ...people.filter((p) => p.role === "team")];
  const order = [...wanted.filter((id) => known.includes(id)), ...usual.map((p) => p.id), ...known];
  return [...new Set(order)].slice(0, room());
}

function face(person, at) {
  return element("span", `face face-${at % 4}`, person.first_name[0]);
}

function meet(person, at) {
  const chat = new Chat(person, face(person, at));
  chats.set(person.id, chat);
  const tab = element("button");
  tab.type = "button";
  const count = element("span", "count");
  const words = element("span");
  words.append(element("span", "name", person.first_name), " ", element("span", "about", person.about));
  tab.append(face(person, at), words, count);
  tab.addEventListener("click", () => choose(person.id));
  tabs.set(person.id, tab);
  nav.append(tab);
}

function choose(id) {
  const shown = chosen();
  if (room() > 1 && shown.includes(id)) {
    chats.get(id).composer.field.focus();
    return;
  }
  wanted = [id, ...wanted.filter((other) => other !== id)];
  if (room() > 1) wanted = [id, ...shown.slice(0, room() - 1)];
  localStorage.setItem(KEY, JSON.stringify(wanted));
  arrange();
  chats.get(id).toEnd();
}

function arrange() {
  const shown = chosen();
  const columns = people.map((p) => p.id).filter((id) => shown.includes(id));
  const present = [...main.children].map((node) => Number(node.dataset.user));
  if (columns.join() !== present.join()) {
    main.replaceChildren(
      ...columns.map((id) => {
        const { root } = chats.get(id);
        root.dataset.user = id;
        return root;
      }),
    );
    for (const id of columns) chats.get(id).toEnd();
  }
  for (const person of people) {
    const isShown = shown.includes(person.id);
    if (isShown) unread.delete(person.id);
    const tab = tabs.get(person.id);
    tab.setAttribute("aria-pressed", String(isShown));
    const count = tab.querySelector(".count");
    count.textContent = unread.get(person.id) ?? "";
    count.hidden = !unread.get(person.id);
    count.setAttribute("aria-label", `${count.textContent} new`);
  }
}

function show(state, anew) {
  people = state.people;
  document.title = `Preview of ${state.bot}`;
  for (const [at, person] of people.entries()) {
    if (!chats.has(person.id)) meet(person, at);
    const chat = chats.get(person.id);
    if (anew) chat.clear();
    const fresh = chat.show(state.messages.filter((m) => m.chat === person.id));
    chat.update(person, state.description);
    if (fresh && !anew) unread.set(person.id, (unread.get(person.id) ?? 0) + fresh);
  }
  for (const toast of state.toasts) {
    chats.get(toast.chat).toast(toast.alert ? "" : toast.text);
    if (toast.alert && toast.text) ask(toast.text);
  }
  showClock(state);
  arrange();
}

startClock();
window.addEventListener("resize", arrange);
watch(show);
