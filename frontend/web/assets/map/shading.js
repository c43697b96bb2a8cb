/* From a grid of heights to a picture: smooth, with light from the upper left. Pure functions. */

const LIGHT = { x: -0.6, y: 0.6, z: 0.53 }; // y points up, as on the map
const STEEPNESS = 0.25;
const STRENGTH = 0.17;
const [SUN, SHADE] = [
  [255, 255, 250],
  [23, 42, 60],
];
const HATCH = { step: 8, width: 1.5, rgba: [0x69, 0x71, 0x7a, 100] };

/* Every stride-th row and column: the points of one complete level. */
export function level(rows, stride) {
  const every = (list) => list.filter((_, index) => index % stride === 0);
  return every(rows).map(every);
}

/* Powers of the cubic from b to c (Catmull and Rom 1974), constant first; null where b or c is missing.
   A missing outer neighbour is extended in a straight line. */
function cubic(a, b, c, d) {
  if (b === null || c === null) return null;
  const slope = (c - (a ?? 2 * b - c)) / 2;
  const next = ((d ?? 2 * c - b) - b) / 2;
  const rise = c - b;
  return [b, slope, 3 * rise - 2 * slope - next, slope + next - 2 * rise];
}

/** @param {number[]} powers */
const along = ([constant, linear, square, cube], part) =>
  constant + part * (linear + part * (square + part * cube));

export function stretch(list, factor) {
  const last = list.length - 1;
  const fine = Array.from({ length: last * factor + 1 }, () => null);
  for (let left = 0; left < last; left++) {
    const powers = cubic(list[left - 1] ?? null, list[left], list[left + 1], list[left + 2] ?? null);
    if (powers === null) continue;
    for (let step = 1; step < factor; step++) fine[left * factor + step] = along(powers, step / factor);
  }
  list.forEach((value, place) => (fine[place * factor] = value));
  return fine;
}

const transpose = (rows) => rows[0].map((_, column) => rows.map((row) => row[column]));

/* `factor` times as many cells on each side, through all the given points. */
export function smooth(rows, factor) {
  if (factor === 1) return rows;
  return transpose(transpose(rows.map((row) => stretch(row, factor))).map((row) => stretch(row, factor)));
}

/* How much brighter or darker a slope is than flat ground; `cell` is the side of a cell on the map.
   The slope is taken over `reach` cells to both sides: what lies between two computed points is no relief. */
export function shade(rows, row, column, cell, reach = 1) {
  const here = rows[row];
  const east = here[Math.min(here.length - 1, column + reach)];
  const west = here[Math.max(0, column - reach)];
  const north = rows[Math.min(rows.length - 1, row + reach)][column];
  const south = rows[Math.max(0, row - reach)][column];
  if (east === null || west === null || north === null || south === null) return 0;
  const dx = (STEEPNESS * (east - west)) / (2 * reach * cell.x);
  const dy = (STEEPNESS * (north - south)) / (2 * reach * cell.y);
  return (LIGHT.z - dx * LIGHT.x - dy * LIGHT.y) / Math.sqrt(dx * dx + dy * dy + 1) - LIGHT.z;
}

/* Towards the sun on the lit side, towards ink on the other; steep ground saturates softly. */
function lit(bytes, offset, colours, entry, light) {
  const amount = STRENGTH * Math.tanh(1.6 * light);
  const [target, part] = [amount < 0 ? SHADE : SUN, Math.abs(amount)];
  for (let band = 0; band < 3; band++) {
    const value = colours[entry + band];
    bytes[offset + band] = value + part * (target[band] - value);
  }
  bytes[offset + 3] = 255;
}

function hatched(row, column) {
  return (row + column) % HATCH.step < HATCH.width ? HATCH.rgba : [0, 0, 0, 0];
}

/* 256 colours of the ramp in a row, so that no pixel has to compute its own. */
function palette(colour) {
  return Uint8ClampedArray.from(
    { length: 768 },
    (_, index) => colour(Math.floor(index / 3) / 255)[index % 3],
  );
}

/* RGBA bytes, top row first, of heights whose first row is the lowest y; null is hatched. */
export function paint(heights, scale, colour, cell, reach = 1) {
  const [height, width] = [heights.length, heights[0].length];
  const bytes = new Uint8ClampedArray(4 * width * height);
  const colours = palette(colour);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const offset = 4 * ((height - 1 - row) * width + column);
      const value = heights[row][column];
      if (value === null) {
        bytes.set(hatched(row, column), offset);
        continue;
      }
      const entry = 3 * Math.round(255 * Math.min(1, Math.max(0, scale.position(value))));
      lit(bytes, offset, colours, entry, shade(heights, row, column, cell, reach));
    }
  }
  return { bytes, width, height };
}
