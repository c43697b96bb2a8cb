/* A tour of six steps: a ring around one part of the instrument, a bubble beside it. */

import { byId, html } from "../base/dom.js";
import * as Pace from "../base/pace.js";
import * as Panels from "../base/panels.js";
import * as Keys from "../shell/keys.js";
import * as TourPlace from "./tour_place.js";
import * as TourSteps from "./tour_steps.js";

const SEEN = "paysage-tour";
const RING = 4; // pixels around what is shown
const TOP = 16; // pixels above what has been scrolled into view
const NARROW = "(max-width: 720px)";
let [playing, family] = [null, null];

function parts(handlers) {
  const button = (words, name, onclick) => html("button", { type: "button", class: name, onclick }, words);
  const title = html("h2", {});
  const words = html("p", {});
  const count = html("span", { class: "muted" });
  const [back, next] = [button("Back", "button", handlers.back), button("Next", "button filled", handlers.next)];
  const bubble = html(
    "div",
    { class: "tour-bubble", role: "dialog", "aria-label": "Tour", "aria-live": "polite" },
    title,
    words,
    html("div", { class: "tour-foot" }, count, back, next, button("End", "plain", handlers.end)),
  );
  const ring = html("div", { class: "tour-ring", "aria-hidden": "true" });
  document.body.append(ring, bubble);
  return { back, bubble, count, next, ring, title, words };
}

/* `alone`: it goes on by itself and takes no focus. Whether there is something to show. */
export function begin({ alone = false } = {}) {
  if (!family || !byId("explore")) return false;
  end();
  const tour = { step: 0, steps: TourSteps.of(family), alone, parts: null, place: null, shown: null };
  const go = (by) => () => to(tour, tour.step + by);
  tour.parts = parts({ back: go(-1), next: go(1), end });
  tour.place = Pace.eachFrame(() => playing === tour && place(tour));
  playing = tour;
  for (const event of ["scroll", "resize"]) window.addEventListener(event, tour.place);
  document.addEventListener("keydown", keys, true);
  to(tour, 0);
  return true;
}

function keys(event) {
  if (!playing || document.querySelector("dialog[open]")) return;
  const act = {
    Escape: end,
    ArrowRight: () => to(playing, playing.step + 1),
    ArrowLeft: () => to(playing, playing.step - 1),
  }[event.key];
  const own = event.key === "Escape" || playing.parts.bubble.contains(event.target);
  if (!act || !own) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

export function end() {
  if (!playing) return;
  for (const event of ["scroll", "resize"]) window.removeEventListener(event, playing.place);
  document.removeEventListener("keydown", keys, true);
  playing.parts.ring.remove();
  playing.parts.bubble.remove();
  if (!playing.alone) remember();
  playing = null;
}

/* One step; beyond the last it ends. */
function to(tour, step) {
  if (step < 0) return;
  if (step >= tour.steps.length) return end();
  tour.step = step;
  const { back, bubble, count, next, title, words } = tour.parts;
  title.textContent = tour.steps[step].title;
  words.textContent = tour.steps[step].words;
  count.textContent = `${step + 1} of ${tour.steps.length}`;
  back.disabled = step === 0;
  next.textContent = step === tour.steps.length - 1 ? "Done" : "Next";
  tour.shown = target(tour.steps[step].show, bubble);
  reveal(tour.shown, bubble);
  place(tour);
  if (!tour.alone) next.focus({ preventScroll: true });
}

const view = () => ({ width: window.innerWidth, height: window.innerHeight });

/* The first of them that leaves room for the bubble somewhere beside it. */
function target(selectors, bubble) {
  const all = selectors.map((each) => document.querySelector(each)).filter((each) => each?.offsetParent);
  const room = (each) => TourPlace.beside(scrolled(each), bubble.getBoundingClientRect(), view());
  return all.find(room) ?? all.at(-1) ?? byId("explore");
}

/* Its box once it is scrolled so that the bubble has room below it. */
function scrolled(node) {
  const { left, width, height } = node.getBoundingClientRect();
  return { left, width, height, top: TOP };
}

function reveal(node, bubble) {
  const box = node.getBoundingClientRect();
  const seen = box.top >= 0 && box.bottom <= window.innerHeight;
  if (seen && TourPlace.beside(box, bubble.getBoundingClientRect(), view())) return;
  window.scrollBy({ top: box.top - TOP, behavior: "instant" });
}

function place({ parts: { bubble, ring }, shown }) {
  const box = shown.getBoundingClientRect();
  const put = (node, at) =>
    Object.entries(at).forEach(([side, value]) => (node.style[side] = `${Math.round(value)}px`));
  put(ring, {
    left: box.left - RING,
    top: box.top - RING,
    width: box.width + 2 * RING,
    height: box.height + 2 * RING,
  });
  const size = bubble.getBoundingClientRect();
  const found = TourPlace.beside(box, size, view());
  put(bubble, found ? { left: found.left, top: found.top } : { left: 10, top: window.innerHeight - size.height - 10 });
}

const remember = () => localStorage.setItem(SEEN, "seen");

/* On a first visit: a line that covers nothing. */
function offer() {
  if (localStorage.getItem(SEEN) || document.querySelector(".tour-offer")) return;
  const take = () => (box.remove(), begin());
  const leave = () => (box.remove(), remember());
  const box = html(
    "div",
    { class: "tour-offer" },
    html("button", { type: "button", class: "link", onclick: take }, "Take the tour"),
    html("span", { class: "muted" }, "six steps"),
    html("button", { type: "button", class: "plain", "aria-label": "No tour", onclick: leave }, "×"),
  );
  if (window.matchMedia(NARROW).matches) byId("notices").append(box);
  else byId("activity").before(box);
}

/** @param {Panel} panel */
function create({ state, scope }) {
  let asked = false;
  family = state.get().family;
  state.on(["landscape", "place"], ({ landscape, place: here }) => {
    if (asked || !landscape?.geometry || !here) return;
    asked = true;
    const query = new URLSearchParams(window.location.search);
    if (query.has("tour")) begin();
    else if (!query.has("demo")) offer();
  });
  scope.add(() => (end(), (family = null), document.querySelector(".tour-offer")?.remove()));
}

Panels.add(create);
Keys.offerTour(begin);
export const step = (index) => playing && to(playing, index);
