/* How the map formed, as a figure to keep: every preview beside the next, and all their values. */

import { svg } from "../base/dom.js";
import * as PreviewMap from "./preview_map.js";
import * as Previews from "./previews.js";

const [WIDE, GAP, HEAD] = [220, 12, 20]; // pixels

const heightOf = ({ geometry: { x, y } }) => (WIDE * (y.at(-1) - y[0])) / (x.at(-1) - x[0]);

/* `view` is the replay's: its previews and the scale they are drawn on. */
function drawing({ previews, state, scale }) {
  const tall = HEAD + Math.max(...previews.map(heightOf));
  const width = previews.length * (WIDE + GAP) - GAP;
  const attributes = { width, height: tall, viewBox: `0 0 ${width} ${tall}` };
  const { landscape } = state.get();
  const parts = previews.map((preview, index) => one(preview, index * (WIDE + GAP), scale(landscape)));
  return svg("svg", attributes, parts.flat());
}

function one(preview, left, scale) {
  const canvas = document.createElement("canvas");
  PreviewMap.ground(canvas, preview.values.loss, preview.geometry, scale);
  const size = { x: left, y: HEAD, width: WIDE, height: heightOf(preview), preserveAspectRatio: "none" };
  const label = { x: left, y: 13, "font-size": 12, "font-family": "sans-serif", fill: "#69717A" };
  return [
    svg("text", label, `epoch ${preview.epoch} · ${Previews.grain(preview)}`),
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
