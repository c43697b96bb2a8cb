/* The parts of a family: simplexes that may share vertices, clouds about centres. Pure functions. */

import { barycentric, corners } from "../base/geometry.js";

export const ON_PLANE = 1e-3;

/* Of every simplex: its vertices on the plane of the map, and those beside it. */
export function simplexes({ parts, distances }) {
  const flat = (vertex) => distances[vertex] < ON_PLANE;
  return (parts ?? []).map((part) => ({
    part,
    on: part.filter(flat),
    away: part.filter((vertex) => !flat(vertex)),
  }));
}

/* Whether coefficients of all vertices say where one is: one bar a vertex can be shown. */
export function isOneSimplex(family, geometry) {
  return family === "simplex" || (family === "complex" && geometry?.parts?.length === 1);
}

/* Faces and edges that can be clicked: vertex numbers of what lies on the plane. */
export function faces(family, geometry) {
  if (isOneSimplex(family, geometry)) return [corners(geometry.distances)].filter(Boolean);
  return simplexes(geometry)
    .map(({ on }) => on.slice(0, 3))
    .filter((on) => on.length > 1);
}

/* The cloud whose deviations span the map; null where several centres or chance do. */
export function seenAlong({ parts, distances, random_axes: random }) {
  const flat = (vertex) => vertex !== undefined && distances[vertex] < ON_PLANE;
  const part = parts?.find(([centre, first]) => flat(centre) && flat(first));
  if (!part || random.includes("x")) return null;
  const [centre, first, second] = part;
  return { part, centre, first, second: flat(second) && !random.includes("y") ? second : undefined };
}

/* Standard deviations along the first two deviations at a place of the map. */
export function sigmas(geometry, x, y) {
  const seen = seenAlong(geometry);
  if (seen?.second === undefined) return null;
  const along = barycentric(
    [seen.centre, seen.first, seen.second].map((vertex) => geometry.vertices[vertex]),
    x,
    y,
  );
  return along && along.slice(1);
}
