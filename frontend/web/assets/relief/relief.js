/* The landscape as a ground in three dimensions: the map's heights, colours and contours. Pure. */

import { at, position } from "../base/geometry.js";
import * as ContourLines from "../map/contour_lines.js";
import * as Ramp from "../map/ramp.js";
import * as Shading from "../map/shading.js";

const FINE = 2; // surface cells on a side of one of the grid
const LIGHT = { ambient: 0.74, diffuse: 0.5, specular: 0.03, roughness: 0.9, fresnel: 0.05 };
const [THIN, STRONG] = ["rgba(23,42,60,0.55)", "rgba(23,42,60,0.95)"];
const NEAR = 0.02; // of the height: contours stand this far over the ground

/* Clipped as on the map: null stays a hole. */
const clipped = (scale, height) =>
  height === null ? null : Math.min(scale.top, Math.max(scale.bottom, height));

/* Heights of the finest complete level with their axes; null before the first. */
export function ground(landscape, rows, scale) {
  if (landscape.level === 0) return null;
  const stride = landscape.strides[landscape.level - 1];
  const every = (list) => list.filter((_, index) => index % stride === 0);
  const heights = rows.map((row) =>
    row.map((value) => clipped(scale, value === null ? null : scale.height(value))),
  );
  const { x, y } = landscape.geometry;
  return { x: every(x), y: every(y), z: Shading.level(heights, stride) };
}

/* Height of the ground at a place, between the four computed points about it; null in a hole. */
export function heightAt({ x, y, z }, px, py) {
  const inside = (list, value) => Math.min(list.at(-1), Math.max(list[0], value));
  const [column, row] = [position(x, inside(x, px)), position(y, inside(y, py))];
  const [left, low] = [Math.min(x.length - 2, Math.floor(column)), Math.min(y.length - 2, Math.floor(row))];
  const corners = [z[low][left], z[low][left + 1], z[low + 1][left], z[low + 1][left + 1]];
  if (corners.includes(null)) return null;
  const [a, b, c, d] = corners;
  const [across, up] = [column - left, row - low];
  return (1 - up) * (a + across * (b - a)) + up * (c + across * (d - c));
}

/* As finely as it is drawn. */
export function fineOf({ x, y, z }, scale) {
  const stretched = (list) =>
    Array.from({ length: (list.length - 1) * FINE + 1 }, (_, index) => at(list, index / FINE));
  const rows = Shading.smooth(z, FINE);
  const kept = rows.map((row) => row.map((height) => clipped(scale, height)));
  return { x: stretched(x), y: stretched(y), z: kept };
}

export function surface(fine, scale, hover) {
  const stops = Array.from({ length: 21 }, (_, index) => index / 20);
  const quiet = { highlight: false };
  return {
    type: "surface",
    ...fine,
    cmin: scale.bottom,
    cmax: scale.top,
    colorscale: stops.map((stop) => [stop, `rgb(${Ramp.colour(stop).map(Math.round).join(",")})`]),
    showscale: false,
    lighting: LIGHT,
    lightposition: { x: -1e4, y: 1e4, z: 1.5e4 },
    contours: { x: quiet, y: quiet, z: quiet },
    customdata: fine.z.map((row) => row.map(hover)),
    hovertemplate: "%{customdata}<extra></extra>",
  };
}

/* Lines at some heights, as one trace. */
export function contours(fine, heights, scale, strong) {
  const lift = NEAR * (scale.top - scale.bottom);
  const ends = heights.flatMap((height) =>
    ContourLines
      .pieces(fine.z, height)
      .flatMap(([from, to]) => [...[from, to].map(([c, r]) => [at(fine.x, c), at(fine.y, r), height + lift]), [null, null, null]]),
  );
  const [x, y, z] = [0, 1, 2].map((axis) => ends.map((end) => end[axis]));
  const line = { color: strong ? STRONG : THIN, width: strong ? 3 : 1.5 };
  return { type: "scatter3d", mode: "lines", x, y, z, line, hoverinfo: "skip" };
}
