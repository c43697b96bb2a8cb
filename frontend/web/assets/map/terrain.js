/* The map's ground as a canvas: the finest complete level shaded, finer finished cells flat on it. */

import * as Ramp from "./ramp.js";
import * as Shading from "./shading.js";

const SIDE = 448; // pixels of the longer side, before the browser scales it

/* Heights (null where unknown) of the finest complete level, or null before the first. */
function ground(landscape, rows, scale) {
  if (landscape.level === 0) return null;
  const stride = landscape.strides[landscape.level - 1];
  const heights = rows.map((row) => row.map((value) => (value === null ? null : scale.height(value))));
  return { stride, rows: Shading.level(heights, stride) };
}

function base(landscape, coarse, scale) {
  const { x, y } = landscape.geometry;
  const rows = coarse
    ? coarse.rows
    : [
        [null, null],
        [null, null],
      ];
  const factor = Math.max(1, Math.round(SIDE / (Math.max(rows.length, rows[0].length) - 1)));
  const fine = Shading.smooth(rows, factor);
  const longest = Math.max(x.at(-1) - x[0], y.at(-1) - y[0]);
  const cell = {
    x: (3 * (x.at(-1) - x[0])) / longest / (fine[0].length - 1),
    y: (3 * (y.at(-1) - y[0])) / longest / (fine.length - 1),
  };
  return Shading.paint(fine, scale, Ramp.colour, cell, Math.ceil(factor / 2));
}

function flat(context, rows, stride, scale) {
  const { width, height } = context.canvas;
  const [dx, dy] = [(width - 1) / (rows[0].length - 1), (height - 1) / (rows.length - 1)];
  rows.forEach((row, r) =>
    row.forEach((value, c) => {
      if (value === null || (stride && r % stride === 0 && c % stride === 0)) return;
      const rgb = Ramp.colour(scale.position(scale.height(value)));
      context.fillStyle = `rgb(${rgb.map(Math.round).join(" ")})`;
      context.fillRect(c * dx - dx / 2, height - 1 - r * dy - dy / 2, dx + 0.5, dy + 0.5);
    }),
  );
}

/* The picture and, for the contour lines, a smooth grid of the same level. */
export function draw(landscape, metric, scale) {
  const rows = landscape.values[metric];
  const coarse = ground(landscape, rows, scale);
  const { bytes, width, height } = base(landscape, coarse, scale);
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  context.putImageData(new ImageData(bytes, width, height), 0, 0);
  if (coarse?.stride !== 1) flat(context, rows, coarse?.stride, scale);
  return { url: canvas.toDataURL(), width, height, heights: coarse && contourGrid(coarse.rows) };
}

function contourGrid(rows) {
  return Shading.smooth(rows, Math.max(1, Math.round(96 / (rows.length - 1))));
}
