/* The image under the hand is highlighted wherever it stands: whatever carries `data-example`,
 its number in the split. Also keeps what is known of every image that a card has asked about. */

import { byId } from "../base/dom.js";
import * as Panels from "../base/panels.js";

function under(event) {
  const found = event.target.closest?.("[data-example]");
  return found ? Number(found.dataset.example) : null;
}

/* From the subspace's answer: {confidence, predictive_entropy, mutual_information}, as the
   histograms and the reliability diagram place it. */
export function remember(known, prediction) {
  prediction.examples.forEach(({ index }, row) =>
    known.set(index, {
      confidence: Math.max(...prediction.predictive[row]),
      predictive_entropy: prediction.predictive_entropy[row],
      mutual_information: prediction.mutual_information[row],
    }),
  );
}

/* The chosen image's number in the split, or null. */
export const chosen = ({ gallery, selected }) => gallery?.indices[selected] ?? null;

export function mark(root, state) {
  const { hovered } = state;
  const now = chosen(state);
  for (const node of root.querySelectorAll("[data-example]")) {
    const index = Number(node.dataset.example);
    node.classList.toggle("hovered", index === hovered);
    if (node.classList.contains("linked")) node.setAttribute("aria-pressed", String(index === now));
  }
}

/** @param {Panel} panel */
function create({ state }) {
  const root = byId("explore");
  const watch = (event) => state.set({ hovered: under(event) });
  const leave = () => state.set({ hovered: null });
  const handlers = { pointerover: watch, focusin: watch, pointerleave: leave, focusout: leave };
  for (const [kind, handle] of Object.entries(handlers)) root.addEventListener(kind, handle);
  state.set({ known: new Map() });
  state.on(["gallery"], ({ gallery, known }) => gallery && remember(known, gallery.subspace));
  state.on(["hovered", "gallery", "selected"], (now) => mark(root, now));
  return () => {
    for (const [kind, handle] of Object.entries(handlers)) root.removeEventListener(kind, handle);
  };
}

/* Tells `seen` whether a card is in view, so that nothing is asked for before. Returns what
   ends the card. */
export function whenSeen(id, seen) {
  const observer = new IntersectionObserver(([entry]) => seen(entry.isIntersecting));
  observer.observe(byId(id));
  return () => {
    observer.disconnect();
    if (byId(id)) byId(id).hidden = true;
  };
}

Panels.add(create);
