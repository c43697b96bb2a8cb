/* The family on the ground of the 3-D view: faces, ways, networks, and where one stands. Pure. */

import * as Shapes from "../weights/shapes.js";
import * as Relief from "./relief.js";

const [LINE, MARK] = [0.026, 0.034]; // of the height, over the ground
const STEPS = 24; // of a straight piece, so that it follows the ground
const [HERE, WHITE] = ["#D55E00", "#FFFFFF"];
const [INK, PAPER] = ["#172A3C", "rgba(252, 250, 241, 0.72)"];
const ABOVE = 18; // pixels from a network to its name

/* The lines that are drawn; others would lie in the ground. */
const STROKES = {
  straight: ({ ink }) => ({ color: ink, width: 3, dash: "dash" }),
  trail: ({ colour }) => ({ color: colour, width: 7 }),
};
const far = (distance) => `${distance} units of weight distance off this plane`;

const over = (base, part, { top, bottom }) => {
  const lift = part * (top - bottom);
  return (x, y) => {
    const height = Relief.heightAt(base, x, y);
    return height === null ? null : height + lift;
  };
};

/* A way over the ground; a gap in the ground is a gap in the line. */
function line(base, scale, { x, y }, style) {
  const stand = over(base, LINE, scale);
  const z = x.map((value, index) => stand(value, y[index]));
  return { type: "scatter3d", mode: "lines", x, y, z, line: style, hoverinfo: "skip" };
}

function raised(base, scale, part, places) {
  const stand = over(base, part, scale);
  return {
    type: "scatter3d",
    x: places.map(([x]) => x),
    y: places.map(([, y]) => y),
    z: places.map(([x, y]) => stand(x, y)),
  };
}

/* Straight from corner to corner, in small steps. */
export function along(corners, steps = STEPS) {
  const places = corners.slice(1).flatMap(([bx, by], index) => {
    const [ax, ay] = corners[index];
    return Array.from({ length: steps }, (_, step) => [
      ax + ((bx - ax) * step) / steps,
      ay + ((by - ay) * step) / steps,
    ]);
  });
  places.push(corners.at(-1));
  return { x: places.map(([x]) => x), y: places.map(([, y]) => y) };
}

function networks(base, scale, points, { colour }) {
  return {
    ...raised(base, scale, MARK, points.map(({ x, y }) => [x, y])),
    mode: "markers",
    marker: {
      size: 6,
      symbol: points.map(({ off }) => (off ? "circle-open" : "circle")),
      color: points.map(({ off }) => (off ? colour : WHITE)),
      line: { color: colour, width: 2 },
    },
    hovertext: points.map((point) => Shapes.words(point, far)),
    hovertemplate: "%{hovertext}<extra></extra>",
  };
}

/* Their names, which no hill may hide. */
export function names(base, scale, landscape) {
  const { points } = Shapes.of(landscape);
  const { x, y, z } = raised(base, scale, MARK, points.map((point) => [point.x, point.y]));
  return points.map((point, index) => ({
    text: Shapes.label(point),
    x: x[index],
    y: y[index],
    z: z[index],
    showarrow: false,
    yshift: ABOVE,
    font: { color: INK, size: 12 },
    bgcolor: PAPER,
    borderpad: 1,
  }));
}

/* Where one stands. */
export function marker(base, scale, place) {
  const [fill, rim] = place?.hollow ? [WHITE, HERE] : [HERE, WHITE];
  return {
    ...raised(base, scale, MARK, place ? [[place.x, place.y]] : []),
    mode: "markers",
    marker: { size: 10, color: fill, line: { color: rim, width: 2 }, symbol: "circle" },
    hovertemplate: "you are here<extra></extra>",
  };
}

/* All of it, the marker last. */
export function traces(base, landscape, scale, place, look) {
  const { points, lines, faces } = Shapes.of(landscape);
  const drawn = (way, style) => line(base, scale, way, style);
  return [
    ...faces.map((face) => drawn(along(Shapes.around(face)), { color: look.colour, width: 4 })),
    ...lines.filter(({ stroke }) => stroke in STROKES).map((way) => drawn(way, STROKES[way.stroke](look))),
    networks(base, scale, points, look),
    marker(base, scale, place),
  ];
}
