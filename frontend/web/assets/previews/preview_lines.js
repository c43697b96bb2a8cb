/* What stands on a preview: contour lines, computed points, the family and its networks. */

import { svg } from "../base/dom.js";
import * as Numbers from "../base/numbers.js";
import * as ContourLines from "../map/contour_lines.js";
import * as Metrics from "../weights/metrics.js";
import * as Shading from "../map/shading.js";
import * as Shapes from "../weights/shapes.js";

const [INK, PAPER] = ["#172A3C", "#FCFAF1"]; // on the map, light colours hold in both themes
const FINE = 48; // cells a side, of which contour lines are made

/* Children of an SVG of this size. */
export function of({ preview, metric, scale, classes, before }, colour, width, height) {
  const { geometry } = preview;
  const { points, lines } = Shapes.of(preview);
  const { x, y } = geometry;
  /** @returns {[number, number]} */
  const at = ([px, py]) => [
    ((px - x[0]) / (x.at(-1) - x[0])) * width,
    ((y.at(-1) - py) / (y.at(-1) - y[0])) * height,
  ];
  return [
    ...(before ? contours(before.values[metric], metric, scale, classes, width, height, "before") : []),
    ...contours(preview.values[metric], metric, scale, classes, width, height),
    ...dots(x, y, at),
    ...lines.flatMap((each) => line(each, at, colour)),
    ...points.flatMap((point) => network(point, at([point.x, point.y]), geometry, colour)),
  ];
}

/* At the values of the final map's; the loss, or the accuracy, of guessing is a stronger line. */
function contours(rows, metric, scale, classes, width, height, style = "") {
  const heights = rows.map((row) => row.map((value) => (value === null ? null : scale.height(value))));
  const fine = Shading.smooth(heights, Math.round(FINE / (rows.length - 1)));
  const { guessed, levels, labelled, worstOf } = Metrics.of(metric);
  const worst = worstOf(rows.flat().filter((value) => value !== null));
  const chance = guessed(classes);
  /** @type {[across: number, up: number]} */
  const size = [width / (fine[0].length - 1), height / (fine.length - 1)];
  const line = (level, name) => contour(fine, scale.height(level), size, height, name);
  return [
    ...levels(scale.best, worst)
      .filter((level) => Math.abs(Math.log(level / chance)) > 0.1 && (!style || labelled(level)))
      .map((level) => line(level, style)),
    line(chance, `chance ${style}`),
  ];
}

function contour(fine, level, [dx, dy], height, name) {
  const place = ([column, row]) => `${Numbers.pixel(column * dx)} ${Numbers.pixel(height - row * dy)}`;
  const pieces = ContourLines.pieces(fine, level);
  if (!pieces.length) return null;
  const d = pieces.map(([from, to]) => `M${place(from)}L${place(to)}`).join("");
  return svg("path", { d, class: `preview-contour ${name}` });
}

/* Where the values were computed. */
const dots = (x, y, at) =>
  y.flatMap((py) =>
    x.map((px) => at([px, py])).map(([cx, cy]) => svg("circle", { cx, cy, r: 0.9, class: "preview-dot" })),
  );

/* What lies beside the plane is dotted. */
function line({ stroke, x, y }, at, colour) {
  const places = x.map((value, index) => at([value, y[index]]));
  const d = places.map(([px, py], index) => `${index ? "L" : "M"}${Numbers.pixel(px)} ${Numbers.pixel(py)}`).join("");
  const drawn = (stroke, width, dash) =>
    svg("path", { d, stroke, "stroke-width": width, "stroke-dasharray": dash, fill: "none" });
  return stroke === "beside" ? [drawn(INK, 1, "1 4")] : [drawn(PAPER, 5), drawn(colour, 2.6)];
}

const far = (distance) => `${distance} units off this plane`;

function network(point, [cx, cy], geometry, colour) {
  const { x, y, off } = point;
  const style = { fill: off ? "none" : PAPER, stroke: colour, "stroke-width": 2.2 };
  const label = Shapes.label(point);
  return [
    svg("circle", { cx, cy, r: 4.8, ...style }, svg("title", {}, Shapes.words(point, far))),
    label ? name(label, cx, cy, Shapes.side([x, y], geometry)) : null,
  ];
}

const BESIDE = {
  "top center": [0, -11, "middle"],
  "bottom center": [0, 20, "middle"],
  "middle left": [-11, 4, "end"],
  "middle right": [11, 4, "start"],
};

function name(words, cx, cy, side) {
  const [dx, dy, anchor] = BESIDE[side];
  return svg("text", { x: cx + dx, y: cy + dy, "text-anchor": anchor, class: "preview-name" }, words);
}
