/* The family on the ground of the 3-D view: trail, faces, networks, and where one stands. Pure. */

import * as Numbers from "../base/numbers.js";
import * as Family from "../map/family.js";
import * as Parts from "../weights/parts.js";
import * as Relief from "./relief.js";

const [LINE, MARK] = [0.026, 0.034]; // of the height, over the ground
const ON_PLANE = 1e-3;
const STEPS = 24; // of a straight piece, so that it follows the ground
const [HERE, WHITE] = ["#D55E00", "#FFFFFF"];
const [INK, PAPER] = ["#172A3C", "rgba(252, 250, 241, 0.72)"];
const ABOVE = 18; // pixels from a network to its name

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

function points(base, scale, part, places) {
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

/* Outlines of what lies in the plane: faces, and edges alone. */
const edges = ({ geometry }, { family }) =>
  ["simplex", "complex"].includes(family)
    ? Parts
        .faces(family, geometry)
        .map((face) => along([...face, face[0]].map((vertex) => geometry.vertices[vertex])))
    : [];

function networks(base, scale, geometry, { colour }) {
  const { vertices, distances, vertex_names: names } = geometry;
  const away = distances.map((distance) => distance > ON_PLANE);
  const off = (index) => `${Numbers.short(distances[index])} units of weight distance off this plane`;
  return {
    ...points(base, scale, MARK, vertices),
    mode: "markers",
    marker: {
      size: 6,
      symbol: away.map((each) => (each ? "circle-open" : "circle")),
      color: away.map((each) => (each ? colour : WHITE)),
      line: { color: colour, width: 2 },
    },
    hovertext: names.map((name, index) => `${name}: ${away[index] ? off(index) : "on this plane"}`),
    hovertemplate: "%{hovertext}<extra></extra>",
  };
}

/* Their names, which no hill may hide. */
export function names(base, scale, geometry) {
  const { x, y, z } = points(base, scale, MARK, geometry.vertices);
  return Family.names(geometry).map((text, index) => ({
    text,
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
    ...points(base, scale, MARK, place ? [[place.x, place.y]] : []),
    mode: "markers",
    marker: { size: 10, color: fill, line: { color: rim, width: 2 }, symbol: "circle" },
    hovertemplate: "you are here<extra></extra>",
  };
}

/* All of it, the marker last. */
export function traces(base, landscape, scale, place, look) {
  const { trail, straight } = landscape.profile ?? {};
  const one = Parts.isOneSimplex(look.family, landscape.geometry);
  const drawn = (way, style) => way && line(base, scale, way, style);
  return [
    one ? null : drawn(straight, { color: look.ink, width: 3, dash: "dash" }),
    ...edges(landscape, look).map((ring) => drawn(ring, { color: look.colour, width: 4 })),
    drawn(trail, { color: look.colour, width: 7 }),
    networks(base, scale, landscape.geometry, look),
    marker(base, scale, place),
  ].filter(Boolean);
}
