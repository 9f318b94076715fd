// One person's chat with the bot: a column.

import { post } from "./api.js";
import { bubble, dayOf } from "./bubble.js";
import { Composer } from "./composer.js";
import { element } from "./rich.js";

const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const NEAR = 160;
const TOAST_FOR = 5000;

export class Chat {
  constructor(person, face) {
    this.id = person.id;
    this.messages = new Map();
    this.atEnd = true;
    this.root = element("section", "chat");
    this.root.setAttribute("aria-label", `Chat of ${person.name}, ${person.about}`);
    this.head = element("header", "chat-head");
    const names = element("div");
    names.append(element("h2", "", person.name), element("p", "", person.about));
    this.block = element("button", "", "Block");
    this.block.type = "button";
    this.head.append(face, names, this.block);
    this.log = element("ol", "log");
    this.log.setAttribute("role", "log");
    this.log.setAttribute("aria-live", "polite");
    this.log.tabIndex = 0;
    this.log.setAttribute("aria-label", `Messages of ${person.name}`);
    this.typing = element("p", "typing", "The bot is writing…");
    this.toastLine = element("p", "toast");
    this.toastLine.setAttribute("role", "status");
    this.toastLine.hidden = true;
    this.down = element("button", "down", "↓");
    this.down.type = "button";
    this.down.hidden = true;
    this.down.setAttribute("aria-label", "To the newest message");
    this.down.addEventListener("click", () => this.toEnd());
    this.log.addEventListener("scroll", () => {
      this.atEnd = this.isNearEnd();
      this.down.hidden = this.atEnd;
    });
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.log);
    this.composer = new Composer(person, () => [...this.messages.values()].filter((m) => m.mine && m.html).at(-1));
    this.root.append(this.head, this.log, this.typing, this.down, this.toastLine, this.composer.root);
    this.act = {
      press: (message, button, key) => this.press(message, button, key),
      edit: (message) => this.composer.edit(message),
      reply: (message) => this.composer.reply(message),
      find: (id) => this.messages.get(id),
    };
  }

  update(person, description) {
    this.typing.hidden = !person.typing;
    this.block.hidden = !person.started;
    this.block.textContent = person.blocked ? "Unblock" : "Block the bot";
    this.block.onclick = () => post(person.blocked ? "unblock" : "block", { user: this.id });
    this.composer.update(person);
    if (!this.messages.size) {
      const words = description || "Press START to begin.";
      this.log.replaceChildren(element("li", "empty", words));
    }
  }

  clear() {
    this.messages.clear();
    this.log.replaceChildren();
    this.composer.plain();
    this.toastLine.hidden = true;
  }

  // Takes messages in the order of their ids; returns how many new ones of the bot there were.
  show(messages) {
    const stay = !this.atEnd;
    let fresh = 0;
    for (const message of messages) {
      const known = this.messages.get(message.id);
      if (message.deleted) this.remove(message.id);
      else if (known) this.replace(message);
      else {
        this.append(message);
        fresh += message.mine ? 0 : 1;
      }
    }
    if (messages.length && (!stay || messages.some((m) => m.mine && !m.edited))) this.toEnd();
    return fresh;
  }

  append(message) {
    if (!this.messages.size) this.log.replaceChildren();
    const last = [...this.messages.values()].at(-1);
    if (!last || dayOf(last) !== dayOf(message)) {
      this.log.append(element("li", "day", DAY.format(new Date(message.date))));
    }
    this.messages.set(message.id, message);
    this.log.append(this.made(message));
  }

  made(message) {
    const item = bubble(message, this.act);
    item.dataset.id = message.id;
    return item;
  }

  shown(id) {
    return this.log.querySelector(`[data-id="${id}"]`);
  }

  replace(message) {
    this.messages.set(message.id, message);
    const old = this.shown(message.id);
    const held = old.contains(document.activeElement);
    old.replaceWith(this.made(message));
    if (held) this.log.focus({ preventScroll: true });
  }

  remove(id) {
    this.messages.delete(id);
    const item = this.shown(id);
    if (!item) return;
    const before = item.previousElementSibling;
    const after = item.nextElementSibling;
    item.remove();
    if (before?.className === "day" && (!after || after.className === "day")) before.remove();
  }

  async press(message, button, key) {
    key.classList.add("waiting");
    const done = await post("press", { user: this.id, message: message.id, data: button.callback_data });
    if (!done) key.classList.remove("waiting");
  }

  toast(text) {
    for (const key of this.log.querySelectorAll(".waiting")) key.classList.remove("waiting");
    if (!text) return;
    this.toastLine.textContent = text;
    this.toastLine.hidden = false;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => {
      this.toastLine.hidden = true;
    }, TOAST_FOR);
  }

  isNearEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.down.hidden = true;
  }
}
