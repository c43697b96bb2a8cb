/* How the map formed, as a figure to keep: every preview beside the next, and all their values. */

import { svg } from "../base/dom.js";
import * as PreviewMap from "./preview_map.js";
import * as Previews from "./previews.js";

const [WIDE, GAP, LINE] = [220, 12, 16]; // pixels

const heightOf = ({ geometry: { x, y } }) => (WIDE * (y.at(-1) - y[0])) / (x.at(-1) - x[0]);

/* Each below the other, or they would not fit over their picture. */
export const lines = (preview) => [`epoch ${preview.epoch}`, ...Previews.grain(preview).split("; ")];

/* `view` is the replay's: its previews and the scale they are drawn on. */
function drawing({ previews, state, scale }) {
  const head = LINE * Math.max(...previews.map((preview) => lines(preview).length)) + LINE / 2;
  const tall = head + Math.max(...previews.map(heightOf));
  const width = previews.length * (WIDE + GAP) - GAP;
  const attributes = { width, height: tall, viewBox: `0 0 ${width} ${tall}` };
  const { landscape } = state.get();
  const parts = previews.map((preview, index) => one(preview, index * (WIDE + GAP), head, scale(landscape)));
  return svg("svg", attributes, parts.flat());
}

function one(preview, left, head, scale) {
  const canvas = document.createElement("canvas");
  PreviewMap.ground(canvas, preview.values.loss, preview.geometry, scale);
  const size = { x: left, y: head, width: WIDE, height: heightOf(preview), preserveAspectRatio: "none" };
  const label = { x: left, "font-size": 12, "font-family": "sans-serif", fill: "#69717A" };
  return [
    ...lines(preview).map((words, row) => svg("text", { ...label, y: LINE * row + 13 }, words)),
    svg("image", { href: canvas.toDataURL(), ...size }),
  ];
}

export function rows({ previews }) {
  const head = ["epoch", "x (weight distance)", "y (weight distance)", "loss (nats)", "accuracy (fraction)"];
  const of = ({ epoch, geometry: { x, y }, values }) =>
    y.flatMap((up, row) =>
      x.map((right, column) => [epoch, right, up, values.loss[row][column], values.accuracy?.[row][column] ?? null]),
    );
  return [head, ...previews.flatMap(of)];
}

export const of = (view) => ({
  name: "how it formed",
  title: () => "Loss after each epoch, on 1,000 test images",
  svg: () => drawing(view),
  rows: () => rows(view),
  axes: () => ({ x: "weight distance", y: "weight distance" }),
});
