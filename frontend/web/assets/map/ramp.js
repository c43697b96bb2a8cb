/* One ramp whose lightness only falls: light is good, dark is bad. */

import * as Metrics from "../weights/metrics.js";

/** @type {[at: number, rgb: [number, number, number]][]} */
const STOPS = [
  [0, [0xfc, 0xfa, 0xf1]],
  [0.18, [0xe9, 0xef, 0xd9]],
  [0.38, [0xbf, 0xd8, 0xc0]],
  [0.58, [0x7f, 0xb3, 0xa8]],
  [0.78, [0x3f, 0x7c, 0x86]],
  [0.92, [0x22, 0x49, 0x5c]],
  [1, [0x17, 0x2a, 0x3c]],
];

/* Red, green and blue (0 to 255) at a position from 0 (good) to 1 (bad). */
export function colour(position) {
  const at = Math.min(1, Math.max(0, position));
  const next = Math.max(
    1,
    STOPS.findIndex(([stop]) => stop >= at),
  );
  const [[left, from], [right, to]] = [STOPS[next - 1], STOPS[next]];
  const part = (at - left) / (right - left);
  return from.map((value, index) => value + part * (to[index] - value));
}

export function gradient(direction) {
  const stops = STOPS.map(([stop, rgb]) => `rgb(${rgb.join(" ")}) ${100 * stop}%`);
  return `linear-gradient(${direction}, ${stops.join(", ")})`;
}

/* Functions of one grid: value -> height, height -> position on the ramp. */
export function scaleOf(metric, rows) {
  const known = rows.flat().filter((value) => value !== null);
  const { height, best, worst, empty } = Metrics.of(metric);
  const [lowest, highest] = known.length ? [best(known), worst(known)] : [empty, worst([empty])];
  const bottom = height(lowest);
  const top = Math.max(height(highest), bottom + 0.1);
  const position = (level) => (level - bottom) / (top - bottom);
  return { metric, best: lowest, worst: highest, bottom, top, height, position };
}
