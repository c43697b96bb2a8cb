/* Class probabilities along the trail, with a line where you are. */

import { byId, drawing, svg } from "../base/dom.js";
import * as Numbers from "../base/numbers.js";
import * as Pointer from "../base/pointer.js";
import * as ClassNames from "./class_names.js";

const EDGE = { left: 30, right: 14, top: 8, bottom: 20 };
const SHOWN = 4;
const LEAST = 0.03;
const APART = 13; // pixels between two names
const NAMES = 100; // pixels that names take at most

/* Classes that matter somewhere on the way, greatest first. */
export function matter(probabilities) {
  const highest = probabilities[0].map((_, index) => Math.max(...probabilities.map((row) => row[index])));
  return highest
    .map((value, index) => [value, index])
    .filter(([value]) => value >= LEAST)
    .sort((a, b) => b[0] - a[0])
    .slice(0, SHOWN)
    .map(([, index]) => index);
}

/* Heights of names, moved apart so that none covers another; order is kept. */
export function spread(heights, apart, lowest) {
  const order = heights.map((_, index) => index).sort((a, b) => heights[a] - heights[b]);
  const placed = [...heights];
  order.forEach((index, rank) => {
    if (rank > 0) placed[index] = Math.max(placed[index], placed[order[rank - 1]] + apart);
  });
  for (let rank = order.length - 1; rank >= 0; rank--) {
    const ceiling = rank === order.length - 1 ? lowest : placed[order[rank + 1]] - apart;
    placed[order[rank]] = Math.min(placed[order[rank]], ceiling);
  }
  return placed;
}

/* "class 3", but "automobile". */
export const said = (name) => (ClassNames.isWord(name) ? name : `class ${name}`);

/* Pixels right of the lines that the names of these classes take. */
const beside = (names) => Math.min(NAMES, Math.max(...names.map((name) => ClassNames.width(said(name))), 0));

function axes(width, height, room) {
  const [right, bottom] = [width - EDGE.right - room, height - EDGE.bottom];
  return {
    right,
    bottom,
    room,
    x: (value) => EDGE.left + value * (right - EDGE.left),
    y: (value) => bottom - value * (bottom - EDGE.top),
    value: (pixel) => Math.min(1, Math.max(0, (pixel - EDGE.left) / (right - EDGE.left))),
  };
}

function frame({ x, y, right, bottom }, along) {
  return [
    ...[0, 1].map((level) =>
      svg("line", { x1: EDGE.left, x2: right, y1: y(level), y2: y(level), class: "grid" }),
    ),
    ...[0, 1].map((level) =>
      svg("text", { x: EDGE.left - 9, y: y(level) + 4, class: "tick end" }, String(level)),
    ),
    ...along.ticks.map(({ at, label, anchor }) =>
      svg("text", { x: x(at), y: bottom + 15, class: `tick ${anchor}` }, label),
    ),
  ];
}

function lines(along, probabilities, shown, { x, y }) {
  return shown.flatMap((index, rank) => {
    const points = along.at.map((value, step) => [x(value), y(probabilities[step][index])]);
    const d = points
      .map(([px, py], step) => `${step && !along.breaks?.includes(step) ? "L" : "M"}${Numbers.pixel(px)} ${Numbers.pixel(py)}`)
      .join("");
    const dots = along.discrete
      ? points.map(([cx, cy]) => svg("circle", { cx, cy, r: 3, class: `ribbon-dot rank${rank}` }))
      : [];
    return [svg("path", { d, class: `ribbon rank${rank}${along.discrete ? " faint" : ""}` }), ...dots];
  });
}

function names(along, probabilities, shown, classes, { y, right, bottom, room }) {
  const heights = shown.map((index) => y(probabilities.at(-1)[index]) + 4);
  const placed = spread(heights, APART, bottom + 4);
  return shown.map((index, rank) => {
    const name = said(classes[index]);
    return ClassNames.tick(name, ClassNames.shortened(name, room), right + 8, placed[rank], "");
  });
}

function draw(view, width, height) {
  const { along, probabilities, classes, value } = view.image;
  const shown = matter(probabilities);
  const scales = (view.scales = axes(width, height, beside(shown.map((index) => classes[index]))));
  const x = value === null ? null : scales.x(value);
  return [
    ...frame(scales, along),
    ...lines(along, probabilities, shown, scales),
    ...names(along, probabilities, shown, classes, scales),
    x === null ? null : svg("line", { x1: x, x2: x, y1: 2, y2: scales.bottom, class: "here-line" }),
  ];
}

/* `moved(value)` hears of drags, from 0 to 1 along the trail. */
export function create(moved) {
  const view = { image: null, scales: null };
  const box = byId("ribbons");
  const figure = drawing(box, (width, height) => (view.image ? draw(view, width, height) : []), {
    role: "img",
    "aria-label": "Class probabilities along the way",
  });
  Pointer.drag(
    figure.canvas,
    (event) => view.scales && moved(view.scales.value(event.clientX - box.getBoundingClientRect().left)),
  );
  return { close: figure.close, show: (image) => ((view.image = image), figure.redraw()) };
}
