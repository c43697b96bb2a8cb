/* What stands on a preview: contour lines, computed points, the family and its networks. */

import { svg } from "../base/dom.js";
import * as Numbers from "../base/numbers.js";
import * as ContourLines from "../map/contour_lines.js";
import * as Family from "../map/family.js";
import * as Metrics from "../weights/metrics.js";
import * as Shading from "../map/shading.js";

const [INK, PAPER] = ["#172A3C", "#FCFAF1"]; // on the map, light colours hold in both themes
const FINE = 48; // cells a side, of which contour lines are made
const ON_PLANE = 1e-3;

/* Children of an SVG of this size. */
export function of({ preview, metric, scale, classes, before }, colour, width, height) {
  const { geometry, trail } = preview;
  const { x, y } = geometry;
  const at = ([px, py]) => [
    ((px - x[0]) / (x.at(-1) - x[0])) * width,
    ((y.at(-1) - py) / (y.at(-1) - y[0])) * height,
  ];
  const places = geometry.vertices.map(at);
  return [
    ...(before ? contours(before.values[metric], metric, scale, classes, width, height, "before") : []),
    ...contours(preview.values[metric], metric, scale, classes, width, height),
    ...dots(x, y, at),
    ...geometry.parts.flatMap((part) => edges(part, places, geometry.distances, colour)),
    ...path(trail.map(at), colour),
    ...networks(geometry, places, colour),
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

function path(points, colour, dash) {
  if (points.length < 2) return [];
  const d = points.map(([px, py], index) => `${index ? "L" : "M"}${Numbers.pixel(px)} ${Numbers.pixel(py)}`).join("");
  const line = (stroke, width) =>
    svg("path", { d, stroke, "stroke-width": width, "stroke-dasharray": dash, fill: "none" });
  return dash ? [line(INK, 1)] : [line(PAPER, 5), line(colour, 2.6)];
}

/* Of a simplex: solid in the plane, dotted to vertices beside it. */
function edges(part, places, distances, colour) {
  return part.flatMap((a, index) =>
    part.slice(index + 1).flatMap((b) => {
      const off = Math.max(distances[a], distances[b]) >= ON_PLANE;
      return path([places[a], places[b]], colour, off ? "1 4" : undefined);
    }),
  );
}

function networks(geometry, places, colour) {
  const { vertices, vertex_names: own, distances } = geometry;
  const labels = Family.names(geometry);
  return places.flatMap(([cx, cy], index) => {
    const off = distances[index] >= ON_PLANE;
    const style = { fill: off ? "none" : PAPER, stroke: colour, "stroke-width": 2.2 };
    const where = off ? `${Numbers.short(distances[index])} units off this plane` : "on this plane";
    return [
      svg("circle", { cx, cy, r: 4.8, ...style }, svg("title", {}, `${own[index]}: ${where}`)),
      labels[index] ? name(labels[index], cx, cy, Family.side(vertices[index], geometry)) : null,
    ];
  });
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
