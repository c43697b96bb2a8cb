/* A run by a few words, from any page. */

import * as Api from "../base/api.js";
import { html } from "../base/dom.js";
import * as Pace from "../base/pace.js";
import * as Notices from "../base/notices.js";

const PAUSE = 200; // milliseconds between two questions while one types
const MOST = 10;

function line(run, chosen) {
  const take = (event) => (event.preventDefault(), event.target.closest("dialog").close(), chosen(run));
  return html(
    "a",
    { href: `/explore/${encodeURIComponent(run.id)}`, class: "found-run", ...(chosen && { onclick: take }) },
    html("span", {}, run.name),
    html("span", { class: "muted" }, `${run.phase} · ${run.id}`),
  );
}

async function answer(words, list, chosen) {
  const query = new URLSearchParams({ page_size: String(MOST), ...(words && { query: words }) });
  const { items, total } = await Api.get(`/runs?${query}`);
  const rest = total > items.length ? [html("p", { class: "muted" }, `and ${total - items.length} more`)] : [];
  const none = html("p", { class: "muted" }, "No run has these words in its name, notes or id. Try fewer.");
  list.replaceChildren(...(items.length ? [...items.map((run) => line(run, chosen)), ...rest] : [none]));
}

/* Up and down between the field and the runs; Enter in the field opens the first. */
function steer(event, dialog) {
  const stops = [...dialog.querySelectorAll("input, a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const now = stops.indexOf(document.activeElement);
  if (event.key === "Enter" && now === 0) stops[1]?.click();
  if (!step) return;
  event.preventDefault();
  stops[Math.min(stops.length - 1, Math.max(0, now + step))].focus();
}

/* Opens the chosen run's page; or `chosen(run)` hears of it, for what `title` says. */
export function open(title = "Open a run", chosen = null) {
  const list = html("div", { class: "found-runs", "aria-live": "polite" });
  const field = html("input", { type: "search", "aria-label": "Runs by name, notes or id", placeholder: "Name, notes or id" });
  const look = Pace.atMostEvery(PAUSE, () => answer(field.value.trim(), list, chosen).catch(Notices.problem));
  field.addEventListener("input", look);
  const dialog = html("dialog", { class: "find-run", "aria-label": title }, html("h2", {}, title), field, list);
  dialog.addEventListener("keydown", (event) => steer(event, dialog));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  field.focus();
  look();
}
