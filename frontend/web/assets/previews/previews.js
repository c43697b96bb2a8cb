/* Previews of a training, one for an epoch: kept in order, and what is said of them. Pure. */

import { at, position } from "../base/geometry.js";
import * as Numbers from "../base/numbers.js";
import * as Metrics from "../weights/metrics.js";
import * as Ramp from "../map/ramp.js";

const MOST_NAMED = 3;
const [WHOLE, SLOWEST, FASTEST] = [15000, 1600, 300]; // milliseconds: of a replay, and of its steps

/* The list with a preview in its place; one that is known stays as it is. */
export function withPreview(list, preview) {
  if (list.some(({ epoch }) => epoch === preview.epoch)) return list;
  return [...list, preview].sort((a, b) => a.epoch - b.epoch);
}

/* One scale for all of them, so that a colour means one value from epoch to epoch. */
export const scaleOf = (list, metric) =>
  Ramp.scaleOf(
    metric,
    list.flatMap(({ values }) => values[metric]),
  );

export const figure = (metric, value) => {
  if (value === null) return "overflows";
  return Metrics.of(metric).said.end(value);
};

/* Networks that were scored: [[name, value], ...]; control points are no networks of the family. */
export function scores({ geometry, vertices }, metric) {
  return vertices
    .map((score) => [geometry.vertex_names[score.vertex] || `copy ${score.vertex + 1}`, score[metric]])
    .filter(([name]) => !name.startsWith("control point"));
}

/* By how much a figure has changed; in the unit of its metric. */
function change(metric, value, before) {
  if (value === null || (before ?? null) === null) return "";
  const by = Math.abs(value - before);
  const size = Metrics.of(metric).unit === "nats" ? Numbers.short(by, 2) : Numbers.fixed(100 * by, 1);
  return Number(size) ? ` (${value < before ? "−" : "+"}${size})` : "";
}

/* The worst figure along the way, read from the grid between its points; null where there is no way. */
function worst({ trail = [], geometry: { x, y }, values }, metric) {
  const row = (py, cells) => at(cells, position(y, py));
  const of = ([px, py]) => row(py, values[metric].map((cells) => at(cells, position(x, px))));
  const known = values[metric].flat().includes(null) ? [] : trail.map(of);
  return known.length ? Metrics.of(metric).worstOf(known) : null;
}

/* ", between them at most 0.11 (−0.02)". */
function between(preview, metric, before) {
  const value = worst(preview, metric);
  if (value === null) return "";
  return `, between them at ${Metrics.of(metric).bad} ${figure(metric, value)}${change(metric, value, before && worst(before, metric))}`;
}

/* "network 1 0.16 (−0.04), network 2 0.17", or the range of many; in brackets what has changed
   since the preview `before`. */
export function said(preview, metric, before = null) {
  const all = scores(preview, metric);
  const past = new Map(before ? scores(before, metric) : []);
  const known = all.map(([, value]) => value).filter((value) => value !== null);
  if (all.length <= MOST_NAMED || !known.length)
    return all.map(([name, value]) => `${name} ${figure(metric, value)}${change(metric, value, past.get(name))}`).join(", ") + between(preview, metric, before);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return `${all.length} networks ${figure(metric, low)} to ${figure(metric, high)}`;
}

/* How finely, on what, and what is missing before it. */
export function grain({ geometry, examples, skipped }) {
  const size = `${geometry.x.length} × ${geometry.y.length} on ${Numbers.count(examples)} images`;
  if (!skipped) return size;
  return `${size}; ${skipped} ${skipped === 1 ? "epoch" : "epochs"} before it not drawn`;
}

export const across = ({ geometry: { x } }) =>
  `${Numbers.short(x.at(-1) - x[0], 2)} units of weight distance across`;

/* Milliseconds that each of so many previews is shown. */
export const pause = (count) => Math.min(SLOWEST, Math.max(FASTEST, WHOLE / count));

/* Row and column of the computed point nearest to a part of the width and height, from the upper left. */
export function nearest({ geometry: { x, y } }, right, down) {
  const place = (part, count) => Math.min(count - 1, Math.max(0, Math.round(part * (count - 1))));
  return [place(1 - down, y.length), place(right, x.length)];
}
