// A list that opens above the field: arrow keys, Enter, Escape, or a tap.

import { element } from "./rich.js";

export class Choices {
  constructor(field, id) {
    this.field = field;
    this.root = element("ul", "choices");
    this.root.id = id;
    this.root.setAttribute("role", "listbox");
    this.root.setAttribute("aria-label", "Choices");
    field.setAttribute("aria-controls", id);
    document.addEventListener("click", (event) => {
      if (!this.root.parentElement?.contains(event.target)) this.close();
    });
    this.close();
  }

  // items: { value, words, lead? }
  open(items, choose) {
    if (!items.length) return this.close();
    this.choose = choose;
    this.items = items;
    this.root.replaceChildren(
      ...items.map((item, at) => {
        const line = element("li");
        line.id = `${this.root.id}-${at}`;
        line.setAttribute("role", "option");
        if (item.lead) line.append(element("span", "command", item.lead));
        line.append(element("span", "", item.words));
        line.addEventListener("click", () => this.take(at));
        return line;
      }),
    );
    this.root.hidden = false;
    this.select(0);
  }

  close() {
    this.root.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
  }

  select(at) {
    this.at = (at + this.items.length) % this.items.length;
    for (const [index, line] of [...this.root.children].entries()) {
      line.setAttribute("aria-selected", String(index === this.at));
    }
    const line = this.root.children[this.at];
    line.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", line.id);
  }

  take(at) {
    const { value } = this.items[at];
    this.close();
    this.choose(value);
    this.field.focus();
  }

  // Returns whether the key was meant for the list.
  key(event) {
    if (this.root.hidden) return false;
    if (event.key === "ArrowDown") this.select(this.at + 1);
    else if (event.key === "ArrowUp") this.select(this.at - 1);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.at);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    return true;
  }
}
