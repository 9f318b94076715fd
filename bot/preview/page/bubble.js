// One message on the screen.

import { element, link, rich } from "./rich.js";

const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

export function dayOf(message) {
  return new Date(message.date).toDateString();
}

// act: { press(message, button, where), edit(message), reply(message), find(id) }
export function bubble(message, act) {
  const item = element("li", `item${message.mine ? " mine" : ""}${message.keyboard.length ? " has-buttons" : ""}`);
  const body = element("div", "bubble");
  const who = element("span", "hidden-words", message.mine ? "Written: " : "The bot: ");
  body.append(who);
  const replied = message.reply_to && act.find(message.reply_to);
  if (replied) body.append(element("p", "quote", replied.text || "A message"));
  const carried = attachment(message);
  if (carried) body.append(carried);
  if (message.html) body.append(rich(message.html));
  body.append(meta(message, act));
  item.append(body);
  if (message.keyboard.length) item.append(keyboard(message, act));
  return item;
}

function meta(message, act) {
  const line = element("div", "meta");
  if (message.mine && message.html) line.append(smallButton("Edit", () => act.edit(message)));
  if (!message.mine) line.append(smallButton("Reply", () => act.reply(message)));
  if (message.edited) line.append(element("span", "", "edited"));
  const time = element("time", "", TIME.format(new Date(message.date)));
  time.dateTime = message.date;
  line.append(time);
  return line;
}

function smallButton(words, press) {
  const button = element("button", "", words);
  button.type = "button";
  button.addEventListener("click", press);
  return button;
}

function keyboard(message, act) {
  const rows = element("div", "rows");
  for (const buttons of message.keyboard) {
    const row = element("div", buttons.length > 3 ? "row many" : "row");
    for (const button of buttons) row.append(keyOf(message, button, act));
    rows.append(row);
  }
  return rows;
}

function keyOf(message, button, act) {
  if (button.url) {
    const opens = link(button.url);
    opens.textContent = `${button.text} ↗`;
    return opens;
  }
  const key = element("button", button.style ?? "", button.text);
  key.type = "button";
  key.addEventListener("click", () => {
    if (button.copy_text) navigator.clipboard.writeText(button.copy_text.text);
    else if (button.callback_data) act.press(message, button, key);
  });
  return key;
}

function attachment(message) {
  if (message.kind === "photo") {
    const picture = element("img", "picture");
    picture.src = `/preview/file/${message.file.id}`;
    picture.alt = message.text || "A picture";
    return picture;
  }
  if (message.kind === "document") return file(message);
  if (message.kind === "sticker") return element("div", "sticker", message.extra.emoji ?? "🙂");
  if (message.kind === "voice") return element("div", "words", `🎤 Voice message, ${message.extra.duration} seconds`);
  if (message.kind === "location") return element("div", "words", "📍 A place on the map");
  return null;
}

function file(message) {
  const down = element("a", "file");
  down.href = `/preview/file/${message.file.id}`;
  const opens = message.file.mime === "application/pdf";
  if (opens) {
    down.target = "_blank";
    down.rel = "noopener";
  } else {
    down.download = message.file.name;
  }
  const words = element("span");
  words.append(element("span", "file-name", message.file.name), element("span", "file-size", size(message.file.size)));
  down.append(element("span", "file-sign", opens ? "↗" : "↓"), words);
  return down;
}

function size(bytes) {
  return bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} KB`;
}
