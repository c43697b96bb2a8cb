/* One preview as a small map: shaded ground on a canvas, the networks above it. */

import { drawing, html, text } from "../base/dom.js";
import * as PreviewLines from "./preview_lines.js";
import * as Previews from "./previews.js";
import * as Ramp from "../map/ramp.js";
import * as Shading from "../map/shading.js";
import * as Words from "../weights/words.js";

const SIDE = 384; // pixels of the ground, before the browser scales it
const [BLUE, GREY] = ["#0072B2", "#555B61"]; // on the map, light colours hold in both themes

/* A sheet that fills its box; `show` draws another preview on it, without a gap between, and
   dashed where the lines of the one `before` ran. */
export function create(run, classes, label) {
  const parts = {
    ground: html("canvas", { class: "preview-ground" }),
    lines: html("div", { class: "preview-lines" }),
    grain: html("span", { class: "preview-pill" }),
    across: html("span", { class: "map-width", "data-terms": "" }),
  };
  const sheet = html("div", { class: "preview-sheet" }, ...Object.values(parts));
  const colour = Words.isEnsemble(run) ? GREY : BLUE;
  const view = { ...parts, sheet, shown: null };
  const above = (width, height) =>
    view.shown ? PreviewLines.of(view.shown, colour, width, height) : [];
  const figure = drawing(parts.lines, above, { role: "img", "aria-label": label });
  const show = (preview, metric, scale, before = null) => {
    view.shown = { preview, metric, scale, classes, before };
    ground(parts.ground, preview.values[metric], preview.geometry, scale);
    figure.redraw();
    words(view);
  };
  sheet.addEventListener("pointermove", (event) => point(view, event));
  sheet.addEventListener("pointerleave", () => words(view));
  return { sheet, show, close: figure.close };
}

function words({ shown, grain, across }) {
  if (!shown) return;
  text(grain, Previews.grain(shown.preview));
  text(across, Previews.across(shown.preview));
}

/* The value that was computed nearest to the hand. */
function point({ sheet, shown, grain }, event) {
  if (!shown) return;
  const { left, top, width, height } = sheet.getBoundingClientRect();
  const [right, down] = [(event.clientX - left) / width, (event.clientY - top) / height];
  const [row, column] = Previews.nearest(shown.preview, right, down);
  const value = shown.preview.values[shown.metric][row][column];
  text(grain, `${shown.metric} ${Previews.figure(shown.metric, value)} near here`);
}

export function ground(canvas, rows, { x, y }, scale) {
  const heights = rows.map((row) => row.map((value) => (value === null ? null : scale.height(value))));
  const factor = Math.round(SIDE / (rows.length - 1));
  const fine = Shading.smooth(heights, factor);
  const longest = Math.max(x.at(-1) - x[0], y.at(-1) - y[0]);
  const side = (values, count) => (3 * (values.at(-1) - values[0])) / longest / (count - 1);
  const cell = { x: side(x, fine[0].length), y: side(y, fine.length) };
  const painted = Shading.paint(fine, scale, Ramp.colour, cell, Math.ceil(factor / 2));
  Object.assign(canvas, { width: painted.width, height: painted.height });
  const image = new ImageData(painted.bytes, painted.width, painted.height);
  canvas.getContext("2d").putImageData(image, 0, 0);
}
