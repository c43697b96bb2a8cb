/* Names of classes on an axis: shortened to the room they have, in as many lines as they need. */

import { svg } from "../base/dom.js";

export const LETTER = 7; // pixels that a letter of a tick takes at most, on average
const GAP = 6; // pixels between two names
const LEAST = 40; // pixels below which a name is left out sooner than shortened
const LINE = 14; // pixels from line to line
const LINES = 3; // at most

export const width = (name) => name.length * LETTER;
export const isWord = (name) => name.length > 3;

/* The name, or what of it fits into so many pixels, with an ellipsis; pure. */
export function shortened(name, pixels) {
  if (width(name) <= pixels) return name;
  return `${name.slice(0, Math.max(1, Math.floor(pixels / LETTER) - 1))}…`;
}

/* How many lines below an axis the names of all classes take. */
const lines = (names, band) => Math.min(LINES, Math.ceil((Math.max(...names.map(width)) + GAP) / band));

/* Where names stand: [{index, words, x, line}], none over another. `order` says which of them
   come first, where there is no room for all; pure. */
export function placed(names, { band, x, right }, order = names.map((_, index) => index)) {
  const count = lines(names, band);
  const room = Math.max(LEAST, count * band - GAP);
  const found = [];
  const free = (one, line) =>
    found.every((other) => other.line !== line || Math.abs(other.x - one.x) >= other.half + one.half + GAP);
  for (const index of order) {
    const words = shortened(names[index], room);
    const half = width(words) / 2;
    const one = { index, words, half, x: Math.max(half, Math.min(right - half, x(index))) };
    const first = index % count;
    const line = [first, ...Array.from({ length: count }, (_, each) => each)].find((each) => free(one, each));
    if (line !== undefined) found.push({ ...one, line });
  }
  return found;
}

/* A tick whose tooltip says the whole name. */
export const tick = (name, words, x, y, style) =>
  svg("text", { x, y, class: `tick ${style}`.trim() }, words, words === name ? null : svg("title", {}, name));

/**
 * Ticks below an axis at height `bottom`; the class `label` is emphasized.
 * @param {string[]} names
 * @param {{band: number, x: (index: number) => number, right: number, bottom: number}} scales
 * @param {{order?: number[], label?: number | null}} [choice]
 */
export const ticks = (names, scales, { order, label = null } = {}) =>
  placed(names, scales, order).map(({ index, words, x, line }) =>
    tick(names[index], words, x, scales.bottom + 15 + line * LINE, `middle${index === label ? " label" : ""}`),
  );

/* Pixels below an axis that its names take. */
export const below = (names, band) => 6 + LINE * lines(names, band);
