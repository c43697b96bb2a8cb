/* The map of solutions as a drawing: ribbon or mesh, crosses, and where one stands. */

import { svg } from "../base/dom.js";
import * as Levels from "../base/levels.js";
import * as Numbers from "../base/numbers.js";

const EDGE = { left: 46, right: 16, top: 14, bottom: 38 };
const REACH = 16; // pixels from which a press means a network

/* Scales with as many pixels per unit on both axes, around all points [x, y]. */
export function scales(points, width, height) {
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  const middle = (list) => (Math.min(...list) + Math.max(...list)) / 2;
  const size = (list) => Math.max(...list) - Math.min(...list);
  const [wide, tall] = [width - EDGE.left - EDGE.right, height - EDGE.top - EDGE.bottom];
  const pixels = 0.9 * Math.min(wide / (size(xs) || 1e-6), tall / (size(ys) || 1e-6));
  const [cx, cy] = [EDGE.left + wide / 2, EDGE.top + tall / 2];
  const fitted = Number.isFinite(pixels) && pixels < 1e6 ? pixels : 1000;
  return {
    width,
    height,
    pixels: fitted,
    x: (value) => cx + (value - middle(xs)) * fitted,
    y: (value) => cy - (value - middle(ys)) * fitted,
    low: (axis) => (axis ? middle(ys) - tall / 2 / fitted : middle(xs) - wide / 2 / fitted),
    high: (axis) => (axis ? middle(ys) + tall / 2 / fitted : middle(xs) + wide / 2 / fitted),
  };
}

const label = (x, y, anchor, words) => svg("text", { x, y, class: `tick ${anchor}` }, words);
const said = (value) => String(value).replace("-", "−");
const percent = (part) => Numbers.share(part, 0);

function frame(scale, explained) {
  const { x, y, width, height, low, high } = scale;
  const [right, bottom] = [width - EDGE.right, height - EDGE.bottom];
  const across = Levels.even(low(0), high(0), Math.max(2, width / 130));
  const up = Levels.even(low(1), high(1), Math.max(2, height / 90));
  const vertical = label(0, 0, "middle", `second axis, ${percent(explained[1])} of the variance`);
  vertical.setAttribute("transform", `translate(11 ${(EDGE.top + bottom) / 2}) rotate(-90)`);
  return [
    ...across.map((at) => svg("line", { x1: x(at), x2: x(at), y1: EDGE.top, y2: bottom, class: "grid" })),
    ...up.map((at) => svg("line", { x1: EDGE.left, x2: right, y1: y(at), y2: y(at), class: "grid" })),
    ...across.map((at) => label(x(at), bottom + 14, "middle", said(at))),
    ...up.map((at) => label(EDGE.left - 5, y(at) + 4, "end", said(at))),
    label((EDGE.left + right) / 2, bottom + 31, "middle", `first axis, ${percent(explained[0])} of the variance; units √nat`),
    vertical,
  ];
}

/* The family's own lines: a broad ribbon along a curve, the edges of a mesh. */
function family({ networks, edges }, { x, y }, ribbon) {
  const path = edges
    .map(([a, b], index) => {
      const follows = index > 0 && edges[index - 1][1] === a;
      const start = follows ? "" : `M${Numbers.pixel(x(networks[a].x))} ${Numbers.pixel(y(networks[a].y))}`;
      return `${start}L${Numbers.pixel(x(networks[b].x))} ${Numbers.pixel(y(networks[b].y))}`;
    })
    .join("");
  return [
    ribbon ? svg("path", { d: path, class: "solutions-ribbon" }) : null,
    svg("path", { d: path, class: `solutions-edges ${ribbon ? "ribbon" : ""}` }),
  ];
}

const told = (words) => svg("title", {}, words);

function network(one, { x, y }, words, focused) {
  const [cx, cy] = [x(one.x), y(one.y)];
  const shape =
    one.role === "retraining"
      ? svg("path", { d: `M${cx - 5} ${cy - 5}l10 10M${cx - 5} ${cy + 5}l10 -10`, class: "solution retraining" }, told(words))
      : svg("circle", { cx, cy, r: one.vertex === null ? 3 : 5.5, class: `solution family ${one.vertex === null ? "" : "vertex"}` }, told(words));
  return focused ? [shape, svg("circle", { cx, cy, r: 10, class: "solution-focus" })] : [shape];
}

function placed(place, { x, y }, name, words) {
  const r = name === "here" ? 7 : 4.5;
  return svg("circle", { cx: x(place.x), cy: y(place.y), r, class: `solution ${name}` }, told(words));
}

/* `view`: answer, here, basket (places on the map), focused, and words(network). */
export function draw(view, width, height) {
  const { answer, here, basket, focused } = view;
  const all = [...answer.networks, ...basket, ...(here ? [here] : [])];
  const scale = (view.scale = scales(all.map(({ x, y }) => [x, y]), width, height));
  return [
    ...frame(scale, answer.explained),
    ...family(answer, scale, view.ribbon),
    ...answer.networks.flatMap((one, index) => network(one, scale, view.words(one), index === focused)),
    ...basket.map((place) => placed(place, scale, "basket", "in the ensemble basket")),
    here ? placed(here, scale, "here", `this network: ${view.figures(here)}`) : null,
  ];
}

/* Number of the network next to a pixel, or -1. */
export function nearest({ networks }, scale, px, py) {
  const distances = networks.map(({ x, y }) => Math.hypot(scale.x(x) - px, scale.y(y) - py));
  const best = distances.indexOf(Math.min(...distances));
  return distances[best] <= REACH ? best : -1;
}
