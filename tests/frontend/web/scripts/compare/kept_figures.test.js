import assert from "node:assert/strict";
import { test } from "node:test";

import { even } from "#page/base/levels.js";
import { text } from "#page/base/svg_sheet.js";
import * as CompareFigure from "#page/compare/compare_figure.js";
import * as PreviewFigure from "#page/previews/preview_figure.js";

test("every value of every preview is a row", () => {
  const geometry = { x: [0, 1], y: [5, 6] };
  const previews = [1, 2].map((epoch) => ({ epoch, geometry, values: { loss: [[epoch, 2], [3, null]], accuracy: [[0.1, 0.2], [0.3, null]] } }));
  const [head, ...rows] = PreviewFigure.rows({ previews });
  assert.ok(head.includes("loss (nats)"));
  assert.equal(rows.length, 8);
  assert.deepEqual(rows[0], [1, 0, 5, 1, 0.1]);
  assert.deepEqual(rows[7], [2, 1, 6, null, null]);
});

test("A and B stand beside each other, image by image", () => {
  const state = { get: () => ({ classes: ["cat", "dog"], landscape: null }) };
  const one = (nll) => ({ nll, nll_standard_error: 0.0031234567, accuracy: 0.97, accuracy_standard_error: 0.001, ece: 0.01, ece_null: 0.003 });
  const answer = {
    examples: [{ index: 7, target: 1 }],
    probabilities: [[[0.8, 0.2]], [[0.3, 0.71234567891]]],
    pinned: [{ kind: "t", t: 0.1 }, { kind: "t", t: 0.5 }],
    split_details: { networks: [one(0.0612345678), one(0.07)] },
  };
  const view = { answer, context: { state } };
  assert.deepEqual(CompareFigure.rows(view), [
    ["test image", "label", "A (t = 0.10) says", "probability (A)", "B (t = 0.50) says", "probability (B)"],
    [7, "dog", "cat", 0.8, "dog", 0.712346],
  ]);
  assert.deepEqual(CompareFigure.figures(view)[1], ["A", "t = 0.10", 0.0612346, 0.00312346, 0.97, 0.001, 0.01, 0.003]);
  assert.match(CompareFigure.of(view)[1].title(), /A is t = 0\.10, B is t = 0\.50/);
  assert.throws(() => CompareFigure.rows({ answer: null, context: { state } }), /pin one as A/);
});

test("a table shows numbers as a person reads them", () => {
  assert.deepEqual([0.97527224, 7945, "t = 0.10", null, 1e-9].map(text), ["0.9753", "7945", "t = 0.10", "", "1.0e-9"]);
});

test("linear axes have round numbers within them", () => {
  assert.deepEqual(even(-20.3, 20.4, 5), [-20, -10, 0, 10, 20]);
  assert.deepEqual(even(0.1, 0.62, 5), [0.2, 0.4, 0.6]);
  assert.deepEqual(even(-0.031, 0.052, 4), [0, 0.05]);
  assert.deepEqual(even(0, 0.3, 3), [0, 0.1, 0.2, 0.3]);
});
