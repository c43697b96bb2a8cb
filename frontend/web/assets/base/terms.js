/* Words of the glossary, explained where they stand: a press, a touch or Enter opens a small note.
 Within any element that has the attribute data-terms they are marked as they come. */

import { html } from "./dom.js";
import * as Glossary from "./glossary.js";

const PLACES = "[data-terms]";
const OTHERS = "button, a, select, label, summary, svg, h1, [role=listbox]"; // what a button cannot stand in
const GAP = 6; // pixels between a term and its note
let [note, asked] = [null, null];

export const button = (words, key) => html("button", { type: "button", class: "term", "data-term": key }, words);

/* Text nodes of a place that may hold terms. */
/** @returns {Text[]} */
function texts(place) {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(OTHERS)) found.push(/** @type {Text} */ (walker.currentNode));
  return found;
}

function mark(place) {
  const seen = new Set([...place.querySelectorAll("[data-term]")].map(({ dataset }) => dataset.term));
  for (const text of texts(place)) {
    const parts = Glossary.cut(text.data, seen);
    if (!parts.some(Array.isArray)) continue;
    parts.forEach((part) => Array.isArray(part) && seen.add(part[1]));
    // In one element, so that a row of boxes takes the sentence for one.
    text.replaceWith(html("span", {}, parts.map((part) => (Array.isArray(part) ? button(...part) : part))));
  }
}

const within = (node) => (node.matches?.(PLACES) ? [node] : [...(node.querySelectorAll?.(PLACES) ?? [])]);

function changed(records) {
  const places = new Set();
  for (const { target, addedNodes } of records) {
    const place = (target.nodeType === Node.TEXT_NODE ? target.parentElement : target)?.closest(PLACES);
    if (place) places.add(place);
    else for (const node of addedNodes) within(node).forEach((each) => places.add(each));
  }
  places.forEach(mark);
}

function filled(key) {
  note ??= html("div", { id: "term-note", class: "term-note", popover: "manual", role: "dialog", tabindex: -1 });
  if (!note.isConnected) document.body.append(note);
  note.setAttribute("aria-label", Glossary.nameOf(key));
  note.replaceChildren(
    html("strong", {}, Glossary.nameOf(key)),
    html("p", {}, Glossary.meaning(key)),
    html("a", { href: `/glossary#${key}` }, "All terms"),
  );
  return note;
}

/* Below the term, or above it where there is no room; always within the window. */
function place() {
  const { left, top, bottom } = asked.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = note;
  const below = bottom + GAP + height <= window.innerHeight;
  note.style.left = `${Math.max(GAP, Math.min(left, window.innerWidth - width - GAP))}px`;
  note.style.top = `${below ? bottom + GAP : Math.max(GAP, top - GAP - height)}px`;
}

const isOpen = () => Boolean(note?.matches(":popover-open"));

function press(event) {
  const term = event.target.closest?.("[data-term]");
  if (!term) return;
  const again = isOpen() && asked === term;
  if (isOpen()) note.hidePopover();
  if (again) return;
  asked = term;
  filled(term.dataset.term).showPopover();
  place();
  note.focus({ preventScroll: true });
}

/* The page's own Esc does not follow; the term has the focus again. */
function key(event) {
  if (event.key !== "Escape" || !isOpen()) return;
  event.preventDefault();
  event.stopPropagation();
  note.hidePopover();
  asked.focus();
}

/* A note stays with its term, also while the page still scrolls to it, and goes with it. */
function follow({ target }) {
  if (!isOpen() || note.contains(target)) return;
  const { top, bottom } = asked.getBoundingClientRect();
  if (bottom < 0 || top > window.innerHeight) note.hidePopover();
  else place();
}

/* A press on a term is none on what lies below it; a press elsewhere closes the note. */
function hold(event) {
  if (event.target.closest?.("[data-term]")) event.stopPropagation();
  else if (isOpen() && !note.contains(event.target)) note.hidePopover();
}

if (globalThis.document) {
  new MutationObserver(changed).observe(document, { childList: true, characterData: true, subtree: true });
  document.addEventListener("click", press);
  document.addEventListener("keydown", key, true);
  document.addEventListener("pointerdown", hold, true);
  window.addEventListener("scroll", follow, { capture: true, passive: true });
}
