/* What lies under a place of the 3-D picture: along a line of sight to where it meets the ground. Pure. */

import * as Relief from "./relief.js";

const WIDE = Math.tan(Math.PI / 8); // Plotly looks an eighth of a turn wide, up and down
const STEPS = 600; // along a line of sight
const HALVINGS = 20; // of the last step

const minus = (a, b) => a.map((value, axis) => value - b[axis]);
const times = (a, factor) => a.map((value) => value * factor);
const plus = (a, b) => a.map((value, axis) => value + b[axis]);
const cross = ([a, b, c], [d, e, f]) => [b * f - c * e, c * d - a * f, a * e - b * d];
const unit = (a) => times(a, 1 / Math.hypot(...a));
const list = ({ x, y, z }) => [x, y, z];

/* Eye, and the directions ahead, to the right and up, in the scene's units. */
export function frame({ eye, center }) {
  const ahead = unit(minus(list(center), list(eye)));
  const right = unit(cross(ahead, [0, 0, 1]));
  return { eye: list(eye), ahead, right, up: cross(right, ahead) };
}

/* From a place of the picture, in parts of its width and height from the upper left. */
export function ray(camera, { width, height }, [across, down]) {
  const { eye, ahead, right, up } = frame(camera);
  const aside = times(right, (2 * across - 1) * WIDE * (width / height));
  return { eye, direction: unit(plus(plus(ahead, aside), times(up, (1 - 2 * down) * WIDE))) };
}

/* Between weights and heights and the scene's units, whose box is in the middle. */
function scene({ x, y }, { bottom, ceiling }, box) {
  const ends = [x, y].map((values) => [values[0], values.at(-1)]).concat([[bottom, ceiling]]);
  const sizes = list(box);
  return ([sx, sy, sz]) => [sx, sy, sz].map((value, axis) => {
    const [low, high] = ends[axis];
    return (low + high) / 2 + (value * (high - low)) / sizes[axis];
  });
}

/* [x, y] of the ground there, in units of weight; null where one looks past it. */
export function ground(base, heights, box, { camera, size, at }) {
  const { eye, direction } = ray(camera, size, at);
  const real = scene(base, heights, box);
  const reach = Math.hypot(...eye) + Math.hypot(...list(box));
  const place = (part) => real(plus(eye, times(direction, part * reach)));
  const below = (part) => {
    const [x, y, z] = place(part);
    const inside = x >= base.x[0] && x <= base.x.at(-1) && y >= base.y[0] && y <= base.y.at(-1);
    const height = inside ? Relief.heightAt(base, x, y) : null;
    return height !== null && z <= height;
  };
  const first = Array.from({ length: STEPS }, (_, step) => (step + 1) / STEPS).find(below);
  return first === undefined ? null : place(met(below, first)).slice(0, 2);
}

/* The step before was over the ground, or beside it. */
function met(below, first) {
  let [over, under] = [first - 1 / STEPS, first];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (over + under) / 2;
    if (below(middle)) under = middle;
    else over = middle;
  }
  return under;
}
