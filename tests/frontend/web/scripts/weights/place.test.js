import assert from "node:assert/strict";
import { test } from "node:test";

import * as Geometry from "#page/base/geometry.js";
import * as Answers from "#page/images/answers.js";
import * as RibbonWays from "#page/weights/ribbon_ways.js";
import * as Place from "#page/weights/place.js";

const near = (a, b, tolerance = 1e-9) => assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);
const trail = { t: [0, 0.5, 1], x: [0, 5, 10], y: [0, 4, 0] };
const curved = {
  id: "aaaaaaaaaaaa",
  geometry: {
    vertices: [
      [0, 0],
      [5, 8],
      [10, 0],
    ],
  },
  profile: { trail },
};
const corners = [
  [0, 0],
  [10, 0],
  [0, 10],
];
const simplex = {
  id: "bbbbbbbbbbbb",
  geometry: { vertices: corners, distances: [0, 0, 0] },
  profile: { trail: null },
};

test("within 12 pixels of the curve a click snaps to t, beyond it does not", () => {
  const pixels = 10;
  const on = Place.clicked("curve", curved, 2.5, 2, pixels);
  assert.equal(on.kind, "t");
  near(on.t, 0.25);
  assert.deepEqual(on.point, { t: on.t });
  assert.equal(Place.clicked("curve", curved, 5, 4 + 1.19, pixels).kind, "t");
  const off = Place.clicked("curve", curved, 5, 4 + 1.21, pixels);
  assert.deepEqual(off.point, { landscape: "aaaaaaaaaaaa", x: 5, y: 5.21 });
});

test("a position stays on the curve", () => {
  assert.equal(Place.onTrail(trail, 1.7).t, 1);
  assert.deepEqual([Place.onTrail(trail, -1).x, Place.onTrail(trail, -1).y], [0, 0]);
});

test("a click inside the triangle gives its barycentric coefficients", () => {
  const found = Place.clicked("simplex", simplex, 2, 3, 1000);
  found.coefficients.forEach((value, index) => near(value, [0.5, 0.2, 0.3][index], 1e-6));
  near(found.x, 2, 1e-5);
});

test("beside the triangle a click snaps to the nearest edge, farther out it leaves the family", () => {
  const edge = Place.clicked("simplex", simplex, 4, -0.1, 10);
  edge.coefficients.forEach((value, index) => near(value, [0.6, 0.4, 0][index], 1e-6));
  assert.equal(Place.clicked("simplex", simplex, 4, -3, 10).kind, "plane");
});

test("a click near a separate network is that network", () => {
  const members = { id: "cccccccccccc", geometry: { vertices: corners, distances: [0, 0, 0] }, profile: {} };
  assert.deepEqual(Place.clicked("members", members, 9.5, 0, 10).point, { member: 1 });
  assert.equal(Place.clicked("members", members, 5, 5, 10).kind, "plane");
});

test("coefficients always sum to one, exactly enough for the service", () => {
  for (const count of [3, 4, 5, 7]) {
    const equal = Geometry.exactly(Array(count).fill(1 / count));
    near(
      equal.reduce((sum, a) => sum + a, 0),
      1,
      1e-12,
    );
  }
});

test("changing one coefficient keeps the others' proportions", () => {
  const changed = Geometry.withCoefficient([0.2, 0.3, 0.5], 0, 0.6);
  changed.forEach((value, index) => near(value, [0.6, 0.15, 0.25][index], 1e-6));
  Geometry
    .withCoefficient([1, 0, 0], 0, 0.4)
    .forEach((value, index) => near(value, [0.4, 0.3, 0.3][index], 1e-6));
});

test("the way around a simplex visits every corner and ends where it began", () => {
  const way = RibbonWays.of("simplex", { options: { vertices: 4 } }, null);
  for (const corner of [0, 1, 2, 3])
    assert.ok(way.points.some(({ coefficients }) => coefficients[corner] === 1));
  assert.deepEqual(way.points[0], way.points.at(-1));
  for (const { coefficients } of way.points)
    near(
      coefficients.reduce((sum, a) => sum + a, 0),
      1,
      1e-9,
    );
});

test("changes of class stand between the two networks that differ", () => {
  const says = (answer) => [[answer === 0 ? 0.9 : 0.1, answer === 0 ? 0.1 : 0.9]];
  const prediction = { examples: [{ index: 7 }], probabilities: [says(0), says(0), says(1)] };
  assert.deepEqual(Answers.changes(prediction, [0, 0.5, 1], ["cat", "dog"]), [
    { at: 0.75, index: 7, words: "test image 7 changes from cat to dog" },
  ]);
});
