// The field to write in, with the menu of commands, things to attach, and the edit and reply lines above it.

import { post } from "./api.js";
import { Choices } from "./choices.js";
import { element } from "./rich.js";

const ATTACHABLE = [
  ["photo", "A photo"],
  ["document", "A document"],
  ["voice", "A voice message"],
  ["sticker", "A sticker"],
  ["location", "A location"],
];

export class Composer {
  constructor(person, lastOwn) {
    this.user = person.id;
    this.lastOwn = lastOwn;
    this.commands = [];
    this.root = element("div", "composer");
    this.line = element("form", "line");
    this.menu = this.button("/", "Commands", () => this.openCommands());
    this.attach = this.button("+", "Attach, or block the bot", () => this.openAttachments());
    this.field = element("textarea");
    this.field.rows = 1;
    this.field.placeholder = "Message";
    this.field.setAttribute("aria-label", `Message from ${person.name}`);
    const send = element("button", "send", "➤");
    send.setAttribute("aria-label", "Send");
    this.line.append(this.menu, this.attach, this.field, send);
    this.about = element("div", "about-field");
    this.aboutWords = element("span");
    this.about.append(this.aboutWords, this.button("Cancel", "Cancel", () => this.plain()));
    this.about.hidden = true;
    this.start = element("button", "wide");
    this.start.type = "button";
    this.choices = new Choices(this.field, `choices-${person.id}`);
    this.root.append(this.choices.root, this.about, this.line, this.start);
    this.listen();
  }

  button(words, label, press) {
    const made = element("button", "", words);
    made.type = "button";
    made.setAttribute("aria-label", label);
    made.title = label;
    made.addEventListener("click", press);
    return made;
  }

  listen() {
    this.line.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.field.addEventListener("input", () => {
      this.grow();
      if (this.field.value.startsWith("/") && !/\s/.test(this.field.value)) this.openCommands(this.field.value);
      else this.choices.close();
    });
    this.field.addEventListener("keydown", (event) => {
      if (this.choices.key(event)) return;
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.send();
      }
      if (event.key === "ArrowUp" && !this.field.value && this.lastOwn()) {
        event.preventDefault();
        this.edit(this.lastOwn());
      }
      if (event.key === "Escape") this.plain();
    });
  }

  update(person) {
    this.commands = person.commands;
    this.menu.hidden = !person.commands.length;
    const ready = person.started && !person.blocked;
    this.line.hidden = !ready;
    this.start.hidden = ready;
    this.start.textContent = person.blocked ? "Unblock the bot" : "START";
    this.start.onclick = () =>
      person.blocked ? post("unblock", { user: this.user }) : post("say", { user: this.user, text: "/start" });
  }

  openCommands(typed = "/") {
    const fitting = this.commands.filter((c) => c.command.startsWith(typed.slice(1).toLowerCase()));
    this.choices.open(
      fitting.map((c) => ({ lead: `/${c.command}`, words: c.description, value: `/${c.command}` })),
      (text) => {
        this.clear();
        post("say", { user: this.user, text });
      },
    );
    this.field.focus();
  }

  openAttachments() {
    this.choices.open(
      [...ATTACHABLE, ["block", "Block the bot"]].map(([value, words]) => ({ words, value })),
      (kind) => {
        if (kind === "block") return void post("block", { user: this.user });
        const withWords = kind === "photo" || kind === "document";
        post("attach", { user: this.user, kind, caption: withWords ? this.field.value : "" });
        if (withWords) this.clear();
      },
    );
    this.field.focus();
  }

  edit(message) {
    this.mark("Editing", message);
    this.editing = message.id;
    this.field.value = message.text;
    this.grow();
    this.field.focus();
    this.field.setSelectionRange(message.text.length, message.text.length);
  }

  reply(message) {
    this.mark("Replying to", message);
    this.replying = message.id;
    this.field.focus();
  }

  mark(doing, message) {
    this.plain();
    this.aboutWords.textContent = `${doing}: ${message.text || "a message"}`;
    this.about.hidden = false;
  }

  plain() {
    if (this.editing) this.clear();
    this.editing = this.replying = null;
    this.about.hidden = true;
    this.choices.close();
  }

  clear() {
    this.field.value = "";
    this.grow();
    this.choices.close();
  }

  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
  }

  async send() {
    const text = this.field.value.trim();
    if (!text) return;
    const { editing, replying } = this;
    this.editing = null;
    this.plain();
    this.clear();
    const done = editing
      ? await post("edit", { user: this.user, message: editing, text })
      : await post("say", { user: this.user, text, reply_to: replying ?? null });
    if (!done) this.field.value ||= text;
  }
}
