/* Two places that are kept, A and B: the button that pins where one stands. */

import { byId, text } from "../base/dom.js";
import * as Panels from "../base/panels.js";
import * as Addresses from "../weights/addresses.js";

const FIRST = ["Pin as A", "Keep this network as A, to compare it with another."];
const SECOND = ["Pin as B", "Compare this network, as B, with the one that is pinned as A."];

export const pin = (state, name, place) => state.set({ pins: { ...state.get().pins, [name]: place } });

/* The next letter: A first; then B, again and again. */
export const next = ({ pins }) => (pins.a ? "b" : "a");

export function press(state) {
  const { place, refused } = state.get();
  const name = next(state.get());
  if (!place || refused) return;
  pin(state, name, place);
  if (name === "b") byId("compare").scrollIntoView({ block: "nearest", behavior: "smooth" });
}

/* On another map: a network of the family has its place there too, a place of the old plane has none. */
export function moved({ pins, ...now }) {
  const again = (place) => {
    if (!place || place.kind === "plane") return null;
    const { rim: _, along: __, walk: ___, ...network } = place; // those mean the old map's ways
    return Addresses.toPlace(Addresses.toAddress(network), now);
  };
  return { a: again(pins.a), b: again(pins.b) };
}

/** @param {Panel} panel */
function create({ state }) {
  const button = byId("pin");
  let shown = null;
  button.onclick = () => press(state);
  const show = (now) => {
    const [words, title] = next(now) === "b" ? SECOND : FIRST;
    text(button, words);
    button.title = title;
    button.disabled = !now.place || now.refused;
  };
  state.on(["pins", "place", "refused"], show);
  state.on(["landscape"], (now) => {
    if (!Addresses.known(now)) return;
    if (shown && now.landscape.id !== shown) state.set({ pins: moved(now) });
    shown = now.landscape.id;
  });
  show(state.get());
  return () => (button.onclick = null);
}

Panels.add(create);
