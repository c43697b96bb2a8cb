/* Class probabilities along an influence: subspace, retrainings and this network, with bands. */

import { byId, drawing, svg } from "../base/dom.js";
import * as Numbers from "../base/numbers.js";
import * as Pointer from "../base/pointer.js";
import * as AlongInfluence from "./along_influence.js";
import * as Ribbons from "../images/ribbons.js";

const EDGE = { left: 34, right: 72, top: 10, bottom: 24 };
const SHOWN = 4;
const APART = 13; // pixels between two names
const ROOM = 75; // pixels between two values below, of which the middle one says its unit

function axes(width, height, at) {
  const [right, bottom] = [width - EDGE.right, height - EDGE.bottom];
  const [low, high] = [at[0], at.at(-1)];
  return {
    right,
    bottom,
    x: (value) => EDGE.left + ((value - low) / (high - low)) * (right - EDGE.left),
    y: (value) => bottom - Math.min(1, Math.max(0, value)) * (bottom - EDGE.top),
    step: (pixel) => {
      const part = Math.min(1, Math.max(0, (pixel - EDGE.left) / (right - EDGE.left)));
      return Math.round(part * (at.length - 1));
    },
  };
}

function frame({ x, y, right, bottom }, { at, unit }) {
  const parts = right - EDGE.left < 4 * ROOM ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1];
  const level = (value) => svg("line", { x1: EDGE.left, x2: right, y1: y(value), y2: y(value), class: "grid" });
  return [
    ...[0, 0.5, 1].map(level),
    ...[0, 0.5, 1].map((value) =>
      svg("text", { x: EDGE.left - 9, y: y(value) + 4, class: "tick end" }, String(value)),
    ),
    ...parts.map((part) => {
      const value = at[0] + part * (at.at(-1) - at[0]);
      const words = AlongInfluence[part === 0.5 ? "amount" : "number"](value, unit);
      return svg("text", { x: x(value), y: bottom + 18, class: "tick middle" }, words);
    }),
  ];
}

const path = (points) =>
  points.map(([x, y], step) => `${step ? "L" : "M"}${Numbers.pixel(x)} ${Numbers.pixel(y)}`).join("");

/* Band of one standard deviation between the networks, and their mean. */
function curve(prediction, index, rank, role, at, { x, y }) {
  const points = (sign) =>
    prediction.predictive.map((row, step) => {
      const spread = prediction.standard_uncertainty?.[step][index] ?? 0;
      return [x(at[step]), y(row[index] + sign * spread)];
    });
  const band = prediction.standard_uncertainty
    ? svg("path", {
        d: `${path(points(1))}${path(points(-1).reverse()).replace("M", "L")}Z`,
        class: `disturb-band ${role}`,
      })
    : null;
  return [band, svg("path", { d: path(points(0)), class: `disturb-line ${role} rank${rank}` })];
}

function marks(image, { x, bottom }) {
  return image.changes.map(({ at, words, role, who }) =>
    svg(
      "path",
      { d: `M${Numbers.pixel(x(at))} ${bottom}v-12`, class: `disturb-change ${role}` },
      svg("title", {}, `${who}: label changes at ${AlongInfluence.amount(at, image.unit)}: ${words}`),
    ),
  );
}

function names({ subspace, classes }, shown, { y, right, bottom }) {
  const heights = shown.map((index) => y(subspace.predictive.at(-1)[index]) + 4);
  const placed = Ribbons.spread(heights, APART, bottom + 4);
  return shown.map((index, rank) =>
    svg("text", { x: right + 8, y: placed[rank], class: "tick" }, `class ${classes[index]}`),
  );
}

/* Classes that matter to the subspace or to the retrainings. */
function matter({ subspace, reference }) {
  const most = (row, step) => row.map((value, index) => Math.max(value, reference?.predictive[step][index] ?? 0));
  return Ribbons.matter(subspace.predictive.map(most)).slice(0, SHOWN);
}

function draw(view, width, height) {
  const { image } = view;
  const scales = (view.scales = axes(width, height, image.at));
  if (!image.subspace) return frame(scales, image);
  const shown = matter(image);
  const roles = ["reference", "subspace", "mine"].filter((role) => image[role]);
  const x = scales.x(image.at[image.step]);
  return [
    ...frame(scales, image),
    ...roles.flatMap((role) =>
      shown.flatMap((index, rank) => curve(image[role], index, rank, role, image.at, scales)),
    ),
    ...marks(image, scales),
    ...names(image, shown, scales),
    svg("line", { x1: x, x2: x, y1: 2, y2: scales.bottom, class: "disturb-now" }),
  ];
}

/* `moved(step)` hears of presses and drags. */
export function create(moved) {
  const view = { image: null, scales: null };
  const box = byId("disturb-chart");
  const figure = drawing(box, (width, height) => (view.image ? draw(view, width, height) : []), {
    role: "img",
    "aria-label": "Class probabilities along the influence",
  });
  Pointer.drag(
    figure.canvas,
    (event) => view.scales && moved(view.scales.step(event.clientX - box.getBoundingClientRect().left)),
  );
  return { close: figure.close, show: (image) => ((view.image = image), figure.redraw()) };
}
