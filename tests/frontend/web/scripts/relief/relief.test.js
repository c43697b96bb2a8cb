import assert from "node:assert/strict";
import { test } from "node:test";

import * as ReliefCamera from "#page/relief/relief_camera.js";
import * as ReliefRay from "#page/relief/relief_ray.js";

const camera = { eye: { x: -0.2, y: -1.4, z: 0.95 }, center: { x: 0, y: 0, z: -0.2 } };
const close = (found, expected, by = 1e-9) => found.forEach((value, axis) => assert.ok(Math.abs(value - expected[axis]) < by, `${found} is not ${expected}`));

test("a drag turns about the middle, keeps the distance and never goes below the ground", () => {
  const before = ReliefCamera.bearing(camera);
  const after = ReliefCamera.bearing(ReliefCamera.turned(camera, 0.25, 0.05));
  close([after.away, after.around, after.up], [before.away, before.around - Math.PI / 4, before.up + Math.PI / 20]);
  const lowest = ReliefCamera.turned(camera, 0, -3);
  assert.ok(lowest.eye.z > lowest.center.z);
  const highest = ReliefCamera.bearing(ReliefCamera.turned(camera, 0, 3));
  close([highest.around], [before.around], 1e-6);
});

test("one comes near so far, and goes away so far", () => {
  const away = (times) => ReliefCamera.bearing(ReliefCamera.nearer(camera, times)).away;
  close([away(2)], [ReliefCamera.bearing(camera).away / 2]);
  assert.deepEqual([away(100), away(0.01)].map((value) => Number(value.toFixed(9))), [0.7, 5]);
});

/* Seen at (across, down): the inverse of the ray. */
function seen(place, { width, height }) {
  const { eye, ahead, right, up } = ReliefRay.frame(camera);
  const gap = place.map((value, axis) => value - eye[axis]);
  const dot = (direction) => direction.reduce((sum, value, axis) => sum + value * gap[axis], 0);
  const wide = Math.tan(Math.PI / 8) * dot(ahead);
  return [0.5 + dot(right) / (2 * wide * (width / height)), 0.5 - dot(up) / (2 * wide)];
}

const box = { x: 1.75, y: 1.2, z: 0.7 };
const size = { width: 740, height: 490 };
const base = { x: [-20, 0, 20], y: [-10, 0, 14], z: [-1, -1, -1].map((z) => [z, z, z]) };
const heights = { bottom: -2, ceiling: 2 };
const inBox = ([x, y, z]) => [(x * box.x) / 40, ((y - 2) * box.y) / 24, (z * box.z) / 4];

test("a click finds the ground that is seen there", () => {
  for (const [x, y] of [[0, 0], [-19, -9], [15, 10], [4.2, -3.3]]) {
    const at = seen(inBox([x, y, -1]), size);
    close(ReliefRay.ground(base, heights, box, { camera, size, at }), [x, y], 1e-3);
  }
});

test("a click past the ground, or into a hole, finds nothing", () => {
  assert.equal(ReliefRay.ground(base, heights, box, { camera, size, at: [0.5, 0.001] }), null);
  const hole = { ...base, z: [[-1, -1, -1], [-1, null, -1], [-1, -1, -1]] };
  const at = seen(inBox([1, 1, -1]), size);
  assert.equal(ReliefRay.ground(hole, heights, box, { camera, size, at }), null);
});

test("a hill in front hides what lies behind it", () => {
  const hill = { ...base, z: [[-1, -1, -1], [2, 2, 2], [-1, -1, -1]] };
  const at = seen(inBox([0, 12, -1]), size);
  const [, y] = ReliefRay.ground(hill, heights, box, { camera, size, at });
  assert.ok(y < 11, `${y} lies behind the hill`);
});
