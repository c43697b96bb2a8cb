import assert from "node:assert/strict";
import { test } from "node:test";

import "../catalog.js";
import * as Growth from "#page/map/growth.js";
import * as Metrics from "#page/weights/metrics.js";
import * as Ramp from "#page/map/ramp.js";
import * as Shading from "#page/map/shading.js";

const bowl = (side) =>
  Array.from({ length: side }, (_, row) =>
    Array.from({ length: side }, (_, column) => 0.05 + (row - 2) ** 2 + (column - 2) ** 2),
  );
const lightness = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

test("the ramp's lightness only falls", () => {
  const values = Array.from({ length: 101 }, (_, index) => lightness(Ramp.colour(index / 100)));
  values.slice(1).forEach((value, index) => assert.ok(value < values[index], `at ${index}`));
  assert.deepEqual(Ramp.colour(0), [0xfc, 0xfa, 0xf1]);
  assert.deepEqual(Ramp.colour(7), [0x17, 0x2a, 0x3c]);
});

test("the scale runs from the lowest value to 10, on a log scale", () => {
  const scale = Ramp.scaleOf("loss", [
    [0.1, 1],
    [null, 50],
  ]);
  assert.equal(scale.position(scale.height(0.1)), 0);
  assert.ok(Math.abs(scale.position(scale.height(1)) - 0.5) < 1e-12);
  assert.ok(Math.abs(scale.position(scale.height(10)) - 1) < 1e-12);
});

test("a map without bad networks uses all colours for what it has, and says its range", () => {
  const low = Ramp.scaleOf("loss", [[0.06, 0.3]]);
  assert.ok(Math.abs(low.position(low.height(0.3)) - 1) < 1e-12);
  assert.deepEqual(Metrics.of("loss").ticks(low, 10), [[0.06, "0.06"], [0.3, "0.3"], [0.1, "0.1"], [0.2, "0.2"]]);
  const high = Ramp.scaleOf("accuracy", [[0.98, 0.94]]);
  assert.ok(Math.abs(high.position(high.height(0.94)) - 1) < 1e-12);
  assert.deepEqual(Metrics.of("accuracy").ticks(high, 10).slice(0, 2), [[0.98, "98.0 %"], [0.94, "94.0 %"]]);
});

test("what hardly differs is not blown up into all colours", () => {
  const flat = Ramp.scaleOf("loss", [[0.1, 0.11]]);
  assert.ok(flat.position(flat.height(0.11)) < 0.15);
  const even = Ramp.scaleOf("accuracy", [[0.98, 0.979]]);
  assert.ok(even.position(even.height(0.979)) < 0.1);
});

test("good is light for accuracy too", () => {
  const scale = Ramp.scaleOf("accuracy", [[0.98, 0.1]]);
  assert.equal(scale.position(scale.height(0.98)), 0);
  assert.ok(scale.position(scale.height(0.1)) > 0.9);
});

test("a level holds every stride-th row and column, the last ones included", () => {
  const level = Shading.level(bowl(9), 4);
  assert.deepEqual([level.length, level[0].length], [3, 3]);
  assert.equal(level[2][2], bowl(9)[8][8]);
});

test("smoothing goes through every computed point and reproduces a plane exactly", () => {
  const plane = Array.from({ length: 4 }, (_, row) =>
    Array.from({ length: 5 }, (_, column) => 2 * row - 3 * column),
  );
  const fine = Shading.smooth(plane, 4);
  assert.deepEqual([fine.length, fine[0].length], [13, 17]);
  fine.forEach((row, r) =>
    row.forEach((value, c) => assert.ok(Math.abs(value - (2 * r - 3 * c) / 4) < 1e-12)),
  );
});

test("smoothing never bridges a missing point", () => {
  const fine = Shading.smooth(
    [
      [1, null, 1],
      [1, 1, 1],
      [1, 1, 1],
    ],
    4,
  );
  assert.equal(fine[0][4], null);
  assert.equal(fine[1][3], null);
  assert.equal(fine[0][0], 1);
});

test("light comes from the upper left", () => {
  const cell = { x: 1, y: 1 };
  const facing = [
    [0, 1, 2],
    [-1, 0, 1],
    [-2, -1, 0],
  ]; // first row lowest: rises to the right, falls upwards
  const away = facing.map((row) => row.map((value) => -value));
  assert.ok(Shading.shade(facing, 1, 1, cell) > 0);
  assert.ok(Shading.shade(away, 1, 1, cell) < 0);
  assert.ok(
    Math.abs(
      Shading.shade(
        [
          [1, 1, 1],
          [1, 1, 1],
          [1, 1, 1],
        ],
        1,
        1,
        cell,
      ),
    ) < 1e-12,
  );
});

test("a null cell is hatched, never coloured", () => {
  const { bytes, width, height } = Shading.paint(
    [
      [null, null],
      [0, 0],
    ],
    { position: () => 0 },
    Ramp.colour,
    { x: 1, y: 1 },
  );
  assert.deepEqual([width, height], [2, 2]);
  assert.equal(bytes[3], 255); // first row of the picture is the highest y
  for (const offset of [8, 12]) assert.notEqual(bytes[offset + 3], 255);
});

test("a tile writes its own cells into a copy", () => {
  const before = {
    values: {
      loss: [
        [null, null],
        [null, 4],
      ],
      accuracy: [
        [null, null],
        [null, 0.1],
      ],
    },
    completed_points: 1,
  };
  const after = Growth.withTile(before, { indices: [[0, 1]], values: { loss: [2], accuracy: [0.5] } });
  assert.deepEqual(after.values.loss, [
    [null, 2],
    [null, 4],
  ]);
  assert.deepEqual(after.values.accuracy, [
    [null, 0.5],
    [null, 0.1],
  ]);
  assert.equal(after.completed_points, 2);
  assert.equal(before.values.loss[0][1], null);
});

test("a map that waits says whose turn it is and how long it takes, rounded", () => {
  const turn = { reason: "Two maps before it: A.", seconds: 75.32, seconds_to_picture: 12.04 };
  assert.equal(
    Growth.turn({ turn, completed_points: 0 }),
    "Two maps before it: A. About 12 s until its first picture.",
  );
  assert.equal(Growth.turn({ turn, completed_points: 9 }), "Two maps before it: A. About 1 min 15 s left.");
  const unknown = { reason: "Being computed.", seconds: null, seconds_to_picture: null };
  assert.equal(Growth.turn({ turn: unknown, completed_points: 0 }), "Being computed.");
  assert.equal(Growth.turn({ turn: null }), "");
  const words = (at_work) => Growth.words({ phase: "running", strides: [2, 1], completed_points: 0, turn: { at_work } });
  assert.equal(words(true), "at work · no point yet");
  assert.equal(words(false), "waits for its turn");
});

test("a map that ended before its first point is none", () => {
  const barren = (phase, completed_points) => Growth.barren({ phase, completed_points });
  assert.ok(barren("cancelled", 0) && barren("failed", 0));
  assert.ok(!barren("cancelled", 25) && !barren("queued", 0) && !barren("completed", 0));
});
