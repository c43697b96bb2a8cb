import assert from "node:assert/strict";
import { test } from "node:test";

import * as Addresses from "#page/weights/addresses.js";
import * as Place from "#page/weights/place.js";

const trail = { t: [0, 0.5, 1], x: [0, 5, 10], y: [0, 4, 0] };
const straight = { t: [0, 1], x: [0, 10], y: [0, 0], loss: [0.1, 0.1], loss_standard_error: [0, 0], barrier: 0 };
const vertices = [
  [0, 0],
  [5, 8],
  [10, 0],
];
const geometry = { vertices, distances: [0, 0, 0], x: [0, 10], y: [0, 10], vertex_names: ["a", "b", "c"] };
const curve = {
  family: "curve",
  run: { recipe: { method: "bezier", options: {} } },
  landscape: { id: "aaaaaaaaaaaa", geometry, profile: { trail, straight } },
};
const simplex = {
  family: "simplex",
  run: { recipe: { method: "simplex", options: { vertices: 3 } } },
  landscape: { id: "bbbbbbbbbbbb", geometry, profile: { trail: null, straight: null } },
};
const members = { ...simplex, family: "members" };
const beside = ({ landscape }) => ({ landscape: landscape.id, geometry: landscape.geometry });
const cloud = {
  ...simplex,
  family: "gaussian",
  landscape: { ...simplex.landscape, geometry: { ...geometry, parts: [[0, 1, 2]] } },
};

test("places come back from the address that they were given", () => {
  const there = (state, one) => Addresses.toPlace(Addresses.toAddress(one, beside(state)), state);
  const places = [
    [curve, Place.onTrail(trail, 0.25)],
    [curve, Place.onPlane("aaaaaaaaaaaa", 2, 3)],
    [curve, Place.onPlane("cccccccccccc", 2, 3)],
    [simplex, Place.inSimplex(geometry, [0.5, 0.3, 0.2])],
    [members, Place.atMember(geometry, 2)],
  ];
  for (const [state, one] of places) assert.deepEqual(there(state, one), one);
});

test("a place that this family has not is none", () => {
  for (const said of [{ t: 0.5 }, { walk: 0.5 }, { member: 9 }, { mix: [0.5, 0.5] }, { sigma: [1, 1] }])
    assert.equal(Addresses.toPlace(said, simplex), null);
  assert.equal(Addresses.toPlace({ member: 2 }, simplex), null, "vertices are named by coefficients");
  assert.equal(Addresses.toPlace({ member: 1 }, cloud), null, "a deviation is no network");
  assert.equal(Addresses.toPlace({ member: 0 }, cloud).member, 0);
});
