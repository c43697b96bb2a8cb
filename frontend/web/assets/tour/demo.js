/* For a team that watches: the tour plays and the place moves along the way, until a hand comes. */

import * as Panels from "../base/panels.js";
import * as Tour from "./tour.js";

const STEP = 8000; // milliseconds of one step of the tour
const MOVE = 150; // milliseconds between two places
const ROUND = 24000; // milliseconds from one end of the way to the other and back
const STEPS = 6;
const HANDS = ["pointerdown", "keydown", "wheel", "touchstart"];

/* From 0 to 1 and back, slower at the ends; pure. */
export const position = (time) => (1 - Math.cos((2 * Math.PI * time) / ROUND)) / 2;

const wanted = () => new URLSearchParams(window.location.search).has("demo");

function play({ state, move, scope }) {
  const start = Date.now();
  let step = -1;
  const timer = setInterval(() => {
    const { way, landscape, gallery, selected } = state.get();
    if (document.hidden || !way || !landscape?.geometry) return;
    const time = Date.now() - start;
    move(way.place(position(time), landscape));
    const now = Math.floor(time / STEP) % STEPS;
    if (now === step) return;
    step = now;
    if (step === 0) Tour.begin({ alone: true });
    else Tour.step(step);
    if (gallery) state.set({ selected: (selected + 1) % gallery.indices.length });
  }, MOVE);
  const hand = (event) => event.isTrusted && stop();
  for (const kind of HANDS) window.addEventListener(kind, hand, { capture: true, passive: true });
  function stop() {
    clearInterval(timer);
    for (const kind of HANDS) window.removeEventListener(kind, hand, { capture: true });
    Tour.end();
    forget();
  }
  scope.add(() => (clearInterval(timer), HANDS.forEach((kind) => window.removeEventListener(kind, hand, { capture: true }))));
}

/* From now on the address is that of a view. */
function forget() {
  const url = new URL(window.location.href);
  url.searchParams.delete("demo");
  window.history.replaceState(window.history.state, "", url);
}

/** @param {Panel} context */
function create(context) {
  let begun = false;
  context.state.on(["landscape", "place"], ({ landscape, place }) => {
    if (begun || !wanted() || !landscape?.geometry || !place) return;
    begun = true;
    play(context);
  });
}

Panels.add(create);
