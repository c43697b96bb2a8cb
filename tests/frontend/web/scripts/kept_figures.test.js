"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const paysage = require("./load.js")();

test("every value of every preview is a row", () => {
  const geometry = { x: [0, 1], y: [5, 6] };
  const previews = [1, 2].map((epoch) => ({ epoch, geometry, values: { loss: [[epoch, 2], [3, null]], accuracy: [[0.1, 0.2], [0.3, null]] } }));
  const [head, ...rows] = paysage.preview_figure.rows({ previews });
  assert.ok(head.includes("loss (nats)"));
  assert.equal(rows.length, 8);
  assert.deepEqual(rows[0], [1, 0, 5, 1, 0.1]);
  assert.deepEqual(rows[7], [2, 1, 6, null, null]);
});

test("A and B stand beside each other, image by image", () => {
  const state = { get: () => ({ classes: ["cat", "dog"] }) };
  const answer = { examples: [{ index: 7, target: 1 }], probabilities: [[[0.8, 0.2]], [[0.3, 0.7]]] };
  assert.deepEqual(paysage.compare_figure.rows({ answer, context: { state } })[1], [7, "dog", "cat", 0.8, "dog", 0.7]);
  assert.throws(() => paysage.compare_figure.rows({ answer: null, context: { state } }), /pin one as A/);
});
