/* Errors stay until they are dismissed, and say what to do. The latest is shown, those before are counted. */

import { byId, html } from "./dom.js";

/* The latest line tells how many lie below it; a press shows them all. */
export function count() {
  const box = byId("notices");
  const lines = [...box.querySelectorAll(".notice")];
  lines.forEach((line) => line.querySelector(".notice-more")?.remove());
  if (lines.length < 2) delete box.dataset.all;
  if (lines.length < 2 || "all" in box.dataset) return;
  const all = () => ((box.dataset.all = ""), count());
  const words = `and ${lines.length - 1} before`;
  const more = html("button", { type: "button", class: "plain notice-more", title: "Show them all", onclick: all }, words);
  lines.at(-1).lastElementChild.before(more);
}

const dismiss = (line) => (line.remove(), count());

export function show(sentence) {
  const box = byId("notices");
  const same = [...box.querySelectorAll(".notice")].find((line) => line.dataset.sentence === sentence);
  if (same) return (box.append(same), count());
  const line = html("div", { class: "notice", role: "alert", "data-sentence": sentence }, html("span", {}, sentence));
  const close = { type: "button", class: "plain", "aria-label": "Dismiss", onclick: () => dismiss(line) };
  line.append(html("button", close, "×"));
  box.append(line);
  return count();
}

export const problem = (error) => show(error.message || String(error));
