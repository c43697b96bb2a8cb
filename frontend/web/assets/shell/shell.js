/* The header: which page is open, what the workers do, signing out. */

import * as Dash from "../base/dash.js";
import * as Api from "../base/api.js";
import { byId, text } from "../base/dom.js";
import * as Theme from "./theme.js";
import * as Troubles from "./troubles.js";

const EVERY = 10000; // milliseconds

export function isOpen(href, path) {
  return href === "/" ? path === "/" || path.startsWith("/explore") : path.startsWith(href);
}

function showPage(path) {
  for (const link of document.querySelectorAll("#nav a")) {
    if (isOpen(new URL(link.href).pathname, path)) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  Theme.restore();
}

/* What the workers have to do: trainings, runs that wait for one, and what follows trainings. */
export function sentence({ running, queued, maps = 0, evaluations = 0 }) {
  const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const parts = [
    running ? `${running} training` : "",
    queued ? `${queued} waiting` : "",
    maps ? counted(maps, "map") : "",
    evaluations ? counted(evaluations, "evaluation") : "",
  ];
  return parts.filter(Boolean).join(", ") || "idle";
}

async function activity() {
  if (document.hidden) return;
  const status = await Api.get("/status");
  Troubles.show(status.troubles);
  const chip = byId("activity");
  chip.hidden = false;
  text(chip, sentence(status));
  chip.classList.toggle("active", chip.textContent !== "idle");
  chip.title = "Runs in training, runs waiting for a worker or for other runs; maps and evaluations not done yet.";
}

function begin() {
  const look = () => activity().catch(() => undefined);
  document.addEventListener("visibilitychange", look);
  setInterval(look, EVERY);
  look();
}

let begun = false;
let walked = null; // where Back or Forward led to: there the browser brings back how far one had scrolled

/* Another page begins at its top. */
function arrive(path) {
  if (begun && path !== walked) window.scrollTo(0, 0);
  walked = null;
  if (!begun) begin();
  begun = true;
}

if (globalThis.window) window.addEventListener("popstate", () => (walked = window.location.pathname));

function show_page(path) {
  arrive(path);
  requestAnimationFrame(() => showPage(path));
  return Dash.unchanged();
}

Dash.offer("paysage", { show_page });
