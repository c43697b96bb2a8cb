/* Keys: what each does on the page that is open, and the dialog that tells. */

import { byId, html } from "../base/dom.js";
import * as Confirm from "./confirm.js";
import * as FindRun from "./find_run.js";
import * as Notices from "../base/notices.js";

const commands = new Map(); // key -> {words, act}
let beginTour = () => false;
const SHOWN = { ArrowLeft: "←", ArrowRight: "→" };
const TYPED = "input, textarea, select, [contenteditable=true]";
const OWN_ARROWS = "[role=slider], [role=grid], [role=listbox], .gallery, .tiles, canvas, details";

/* `words` stand in the dialog; null for a key that another line tells of. `act(event)` does it.
   Returns what takes the key away again. */
export function add(key, words, act) {
  const command = { words, act };
  commands.set(key, command);
  return () => commands.get(key) === command && commands.delete(key);
}

/* Whether a key is meant for the page and not for what has the focus; pure but for `closest`. */
export function meant({ key, target, ctrlKey, metaKey, altKey, defaultPrevented, isComposing }) {
  if (ctrlKey || metaKey || altKey || defaultPrevented || isComposing) return false;
  if (target.closest?.(TYPED)) return false;
  return !key.startsWith("Arrow") || !target.closest?.(OWN_ARROWS);
}

/* `begin()` starts the tour and says whether there is something to show here. */
export function offerTour(begin) {
  beginTour = begin;
}

function press(event) {
  const command = commands.get(event.key);
  if (!command || !meant(event) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  command.act(event);
}

function show() {
  const dialog = byId("keys");
  const line = ([key, { words }]) =>
    html("div", { class: "key-line" }, html("kbd", {}, SHOWN[key] ?? key), html("span", {}, words));
  const told = [...commands].filter(([, { words }]) => words);
  dialog.replaceChildren(
    html("h2", {}, "Keys"),
    ...told.map(line),
    line(["Esc", { words: "close what is open; back to the map of all images" }]),
    html(
      "div",
      { class: "key-foot" },
      html("button", { type: "button", class: "button filled", onclick: () => dialog.close() }, "Close"),
      html("button", { type: "button", class: "button", onclick: tour }, "Take the tour"),
      html("a", { class: "button", href: "/api/v1/docs" }, "API documentation"),
    ),
  );
  dialog.showModal();
}

function tour() {
  byId("keys").close();
  if (!beginTour()) window.location.assign("/?tour=1");
}

/* The search of the page, else a run by its name. */
function search() {
  const field = document.querySelector("main [role=search] input[type=search], main input[type=search]");
  if (field?.offsetParent) return (field.focus(), field.select());
  return FindRun.open();
}

/* What is being computed here and can be stopped: a button that says so. */
async function cancel() {
  const button = [...document.querySelectorAll("[data-cancels]")].find((each) => each.offsetParent);
  if (!button) return Notices.show("Nothing is being computed here that could be cancelled.");
  const sure = await Confirm.ask(`${button.textContent}?`, button.dataset.cancels, button.textContent);
  return sure && button.click();
}

if (globalThis.document) {
  document.addEventListener("keydown", press);
  document.addEventListener("click", (event) => event.target.closest?.("#keys-open") && show());
}
add("?", "show these keys", show);
add("/", "search: runs by name, notes or id", search);
add(".", "cancel a training, or a map that grows", cancel);
