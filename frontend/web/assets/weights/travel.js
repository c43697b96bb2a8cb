/* Play: the place moves along the curve, or along the walk of a complex, at a steady pace. */

import { byId, svg } from "../base/dom.js";
import * as Panels from "../base/panels.js";
import * as Ways from "./ways.js";

const WHOLE = 12000; // milliseconds from end to end
const PAUSE = 80; // milliseconds between two places
const [STEPS, REST] = [10, 1200]; // where motion is not wanted: so many steps, so long a rest at each
const STILL = "(prefers-reduced-motion: reduce)";
const ICONS = { play: "M4 2l9 6-9 6z", pause: "M4 2h3v12H4zM9 2h3v12H9z" };

/* Where one is after so many milliseconds; pure. */
export const after = (from, passed) => Math.min(1, from + passed / WHOLE);

/* The next of the evenly spaced stops; pure. */
export const nextStop = (value) => Math.min(1, (Math.floor(STEPS * value + 1e-6) + 1) / STEPS);

/* The way that can be travelled: the family's own, of which every place is one of its networks. */
export function wayOf({ family, landscape }) {
  if (!landscape?.profile?.trail || !["curve", "complex"].includes(family)) return null;
  return Ways.of(family, landscape);
}

/** @param {Panel} panel */
function create({ state, scope, move }) {
  const view = { state, move, button: byId("play"), timer: null, sent: null };
  view.button.onclick = () => (view.timer ? stop(view) : begin(view));
  const show = () => (view.button.hidden = !wayOf(state.get()));
  state.on(["landscape"], () => (show(), wayOf(state.get()) || stop(view)));
  state.on(["place"], ({ place }) => place !== view.sent && stop(view));
  const pressed = (event) => view.button.contains(event.target) || stop(view);
  const key = (event) => event.key === "Escape" && stop(view);
  document.addEventListener("pointerdown", pressed, true);
  document.addEventListener("keydown", key);
  scope.add(() => {
    stop(view);
    view.button.hidden = true;
    document.removeEventListener("pointerdown", pressed, true);
    document.removeEventListener("keydown", key);
  });
  dress(view);
  show();
}

/* From where one stands; from the beginning where that is the end, or off the way. */
function begin(view) {
  const { place } = view.state.get();
  const value = place ? wayOf(view.state.get()).fromPlace(place) : null;
  const from = value === null || value >= 1 ? 0 : value;
  const still = window.matchMedia(STILL).matches;
  const started = performance.now();
  go(view, from);
  const step = () => {
    const now = wayOf(view.state.get()).fromPlace(view.state.get().place) ?? 0;
    const to = still ? nextStop(now) : after(from, performance.now() - started);
    go(view, to);
    if (to >= 1) stop(view);
  };
  view.timer = setInterval(step, still ? REST : PAUSE);
  dress(view);
}

function go(view, value) {
  view.sent = wayOf(view.state.get()).toPlace(value);
  view.move(view.sent);
}

function stop(view) {
  if (!view.timer) return;
  clearInterval(view.timer);
  view.timer = null;
  dress(view);
}

function dress({ button, timer }) {
  const words = timer ? "Pause" : "Play: move along the way (Esc pauses)";
  const icon = svg("path", { d: ICONS[timer ? "pause" : "play"] });
  button.replaceChildren(svg("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" }, icon));
  button.setAttribute("aria-label", words);
  button.setAttribute("aria-pressed", String(Boolean(timer)));
  button.title = words;
}

Panels.add(create);
