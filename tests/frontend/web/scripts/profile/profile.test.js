/* The scales of the elevation profile. */

import assert from "node:assert/strict";
import { test } from "node:test";

import "../catalog.js";
import * as Profile from "#page/profile/profile.js";

const line = { style: "main", at: [0, 0.5, 1], values: [0.1, 2, 0.1] };
const way = { metric: "loss", domain: [0, 1], ends: ["a", "b"], ticks: [], lines: [line] };

test("a pixel of the profile and a value of the way are each other's inverse", () => {
  const { x, value } = Profile.axes(way, 600, 120);
  for (const at of [0, 0.37, 1]) assert.ok(Math.abs(value(x(at)) - at) < 1e-12);
  assert.ok(x(0) > 0 && x(1) < 600);
});

test("a higher loss stands higher, and what lies outside is drawn at the edge", () => {
  const { y, bottom } = Profile.axes(way, 600, 120);
  assert.ok(y(2) < y(0.5) && y(0.5) < y(0.1) && y(0.1) < bottom);
  assert.equal(y(1e6), y(1e9));
});

test("gaps alone still have scales", () => {
  const { y, x } = Profile.axes({ ...way, lines: [{ ...line, values: [null, null, null] }] }, 600, 120);
  assert.ok([y(1), x(0.5)].every(Number.isFinite));
});
