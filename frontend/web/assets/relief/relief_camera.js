/* From where the 3-D view is seen: first from the front, as low as the family is still in sight; then as a
 hand turns it. Pure. */

import * as Relief from "./relief.js";

const EYES = [
  [-1.4, 1.15],
  [-1.2, 1.45],
  [-1.0, 1.7],
  [-0.8, 1.9],
  [-0.6, 2.05],
  [-0.35, 2.2],
].map(([y, z]) => ({ x: -0.2, y, z }));
const CENTRE = { x: 0, y: 0, z: -0.2 };
const ENOUGH = 0.9; // part of the family that has to be seen
const STEPS = 40; // along a line of sight
const [NEAR, FAR] = [0.7, 5]; // of the eye from the middle that it looks at, in the scene's units
const [FLAT, STEEP] = [0.05, Math.PI / 2 - 0.01]; // of the eye over the ground: never from below
const OVER = 0.02; // of the height: so far over the ground a line is seen

/* Places of the family: its way, else its networks. */
function places({ geometry, profile }) {
  const { trail } = profile ?? {};
  return trail ? trail.x.map((x, index) => [x, trail.y[index]]) : geometry.vertices;
}

/* `box` is the scene's size along x, y and z; places and heights become its units. */
export function sees(base, scale, box, eye, [px, py]) {
  const own = Relief.heightAt(base, px, py);
  if (own === null) return true;
  const { x, y } = base;
  const tall = scale.top - scale.bottom;
  const middle = [(x[0] + x.at(-1)) / 2, (y[0] + y.at(-1)) / 2];
  const unit = box.x / (x.at(-1) - x[0]);
  const from = [unit * (px - middle[0]), unit * (py - middle[1]), ((own - scale.bottom) / tall - 0.5 + OVER) * box.z];
  const to = [eye.x - CENTRE.x, eye.y - CENTRE.y, eye.z - CENTRE.z];
  for (let step = 1; step <= STEPS; step++) {
    const [ax, ay, az] = from.map((value, axis) => value + (step / STEPS) * (to[axis] - value));
    const [gx, gy] = [middle[0] + ax / unit, middle[1] + ay / unit];
    if (gx < x[0] || gx > x.at(-1) || gy < y[0] || gy > y.at(-1)) return true;
    const height = Relief.heightAt(base, gx, gy);
    if (height !== null && ((height - scale.bottom) / tall - 0.5) * box.z > az) return false;
  }
  return true;
}

/* Where there is little room the eye stands farther away. */
export function camera(base, landscape, scale, box, narrow = false) {
  const far = narrow ? 1.2 : 1.1;
  const family = places(landscape);
  const clear = (eye) =>
    family.filter((place) => sees(base, scale, box, eye, place)).length >= ENOUGH * family.length;
  const { x, y, z } = EYES.find(clear) ?? EYES.at(-1);
  return { eye: { x: far * x, y: far * y, z: far * z }, center: CENTRE };
}

const within = (low, value, high) => Math.min(high, Math.max(low, value));

/* The eye about the middle: {around, up} in radians, {away} in the scene's units. */
export function bearing({ eye, center }) {
  const [x, y, z] = [eye.x - center.x, eye.y - center.y, eye.z - center.z];
  const away = Math.hypot(x, y, z);
  return { around: Math.atan2(y, x), up: Math.asin(z / away), away };
}

function looking(camera, { around, up, away }) {
  const { center } = camera;
  const [steep, far] = [within(FLAT, up, STEEP), within(NEAR, away, FAR)];
  const flat = far * Math.cos(steep);
  const eye = { x: center.x + flat * Math.cos(around), y: center.y + flat * Math.sin(around), z: center.z + far * Math.sin(steep) };
  return { ...camera, eye };
}

/* After a drag of parts of the height: across all of it is half a turn. */
export function turned(camera, right, down) {
  const { around, up, away } = bearing(camera);
  return looking(camera, { around: around - Math.PI * right, up: up + Math.PI * down, away });
}

/* So many times as near, within the limits. */
export function nearer(camera, times) {
  const { away, ...rest } = bearing(camera);
  return looking(camera, { ...rest, away: away / times });
}
