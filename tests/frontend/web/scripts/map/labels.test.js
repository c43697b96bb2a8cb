import assert from "node:assert/strict";
import { test } from "node:test";

import * as Labels from "#page/map/labels.js";
import * as Subjects from "#page/map/subjects.js";

const ROWS = [
  [1, 1, 2],
  [1, 2, 2],
  [3, null, 1],
];

test("regions are connected cells of one label, largest first", () => {
  const found = Labels.regions(ROWS);
  assert.deepEqual(
    found.map(({ label, cells }) => [label, cells.length]),
    [
      [1, 3],
      [2, 3],
      [3, 1],
      [1, 1],
    ],
  );
});

test("a name stands inside its region", () => {
  const ring = [0, 1, 2].flatMap((r) => [0, 1, 2].map((c) => [r, c])).filter(([r, c]) => r !== 1 || c !== 1);
  const [row, column] = Labels.middle(ring);
  assert.ok(ring.some(([r, c]) => r === row && c === column));
});

test("a name stays clear of the family where there is room", () => {
  const block = [0, 1, 2, 3, 4].flatMap((r) => [0, 1, 2, 3, 4].map((c) => [r, c]));
  const [row, column] = Labels.middle(block, [[2, 2]], 1);
  assert.ok(Math.hypot(row - 2, column - 2) > 1);
  assert.deepEqual(Labels.middle(block, [[2, 2]], 9), [2, 2]);
});

test("the ten colours differ, and further classes have one", () => {
  const colours = Array.from({ length: 40 }, (_, label) => Labels.colour(label));
  assert.equal(new Set(colours).size, 40);
});

test("on a growing map a coarse cell stands for its neighbours, finer ones lie on it", () => {
  const rows = Array.from({ length: 5 }, (_, r) =>
    Array.from({ length: 5 }, (_, c) => (r % 2 || c % 2 ? null : 7)),
  );
  rows[1][1] = 4;
  const shown = Labels.filled({ level: 1, strides: [2, 1] }, rows);
  assert.equal(shown[1][1], 4);
  assert.deepEqual(new Set(shown.flat()), new Set([7, 4]));
  assert.equal(Labels.filled({ level: 0, strides: [2, 1] }, rows)[0][1], null);
});

const state = {
  subject: "all",
  gallery: { indices: [40, 41] },
  selected: 1,
  landscape: { values: { loss: [[1]], accuracy: [[0.5]] } },
  imageMap: null,
  classes: ["a", "b"],
};

test("the question follows the subject", () => {
  assert.equal(Subjects.question(state), null);
  assert.equal(Subjects.question({ ...state, subject: "chosen" }), "index=41");
  assert.equal(Subjects.question({ ...state, subject: "chosen", gallery: null }), null);
  assert.equal(Subjects.question({ ...state, subject: "class1" }), "class=1");
});

test("a class has its own grid, an image its labels, all images neither", () => {
  const imageMap = { loss: [[9]], accuracy: [[0]], label: [[1]] };
  assert.equal(Subjects.seen({ ...state, imageMap }).landscape, state.landscape);
  const one = Subjects.seen({ ...state, imageMap, subject: "class1" }).landscape;
  assert.deepEqual(one.values, { loss: [[9]], accuracy: [[0]] });
  assert.equal(Subjects.seen({ ...state, imageMap, subject: "chosen" }).landscape.imageMap, imageMap);
});

test("words say where an image is right", () => {
  const imageMap = { index: 41, target: 1, examples: 1, correct: [[true, false, null, false]] };
  const said = Subjects.words({ ...state, subject: "chosen", imageMap });
  assert.equal(said, "Where image 41, labelled b, is right: at 33 % of the points");
  assert.equal(Subjects.words(state), "");
});
