/* What is drawn of a family, in shapes that the service says with its map: the places, names and words of them, which
   the map, the 3-D view and the previews each paint in their own way. Pure. */

import * as Numbers from "../base/numbers.js";

const NOTHING = { points: [], lines: [], faces: [], ellipses: [] };
const NETWORK = "network"; // of shapes; the others are no networks of their own, or a cloud's centre
const TOGETHER = 0.08; // of the width
const BESIDE = 0.13; // of the width: nearer to the edge a name stands above or below

/* Of a map or a preview; nothing before it has a plane. */
export const of = ({ drawing }) => drawing ?? NOTHING;

/* What stands beside a point; empty where a neighbour's name speaks for it. */
export function label({ label: own, label_off: off, shape }) {
  if (!own || !off || shape !== NETWORK) return own;
  return `${own} (${Numbers.short(Math.round(10 * off) / 10)} off)`;
}

/* What is said of it; `far` is how a distance from the plane is said. */
export function words({ words: own, off, shape }, far) {
  if (shape !== NETWORK) return own;
  return `${own}: ${off ? far(Numbers.short(off)) : "on this plane"}`;
}

/* Where its name stands: outwards from the middle of the family, but never over the edge of the map. */
export function side([x, y], { x: xs, y: ys, vertices }) {
  const [mx, my] = [0, 1].map((axis) => vertices.reduce((sum, v) => sum + v[axis], 0) / vertices.length);
  const across = xs.at(-1) - xs[0];
  const part = (x - xs[0]) / across;
  const vertical = y >= my ? "top center" : "bottom center";
  const sideways = Math.abs(x - mx) > Math.abs(y - my) && Math.abs(x - mx) > 0.05 * across;
  if (!sideways || part < BESIDE || part > 1 - BESIDE || ys.length === 0) return vertical;
  return x < mx ? "middle left" : "middle right";
}

/* Below what lies on the plane at the same place, whose name stands above; else as ever. */
export function aside({ x, y, off, shape }, points, geometry) {
  const near = TOGETHER * (geometry.x.at(-1) - geometry.x[0]);
  const usual = side([x, y], geometry);
  const covers = (other) => other.shape === NETWORK && !other.off && Math.hypot(other.x - x, other.y - y) < near;
  if (shape !== NETWORK || !off || !points.some(covers)) return usual;
  return usual === "bottom center" ? "top center" : "bottom center";
}

/* Once around: [[x, y], ...], back to the first. */
export function around({ x, y }) {
  const corners = x.map((value, index) => [value, y[index]]);
  return [...corners, corners[0]];
}

export const ellipse = ({ x, y, along, across }, steps = 72) =>
  Array.from({ length: steps + 1 }, (_, step) => {
    const [a, b] = [Math.cos((2 * Math.PI * step) / steps), Math.sin((2 * Math.PI * step) / steps)];
    return [x + along[0] * a + across[0] * b, y + along[1] * a + across[1] * b];
  });
