import assert from "node:assert/strict";
import { test } from "node:test";

import "../catalog.js";
import * as Curves from "#page/learning/curves.js";
import * as LearningChart from "#page/learning/learning_chart.js";
import * as LearningExport from "#page/learning/learning_export.js";

const [LOSS, ACCURACY, RATE] = LearningChart.DIAGRAMS;

const step = (at, loss, rate) => ({ step: at, total_steps: 40, total_epochs: 4, member: null, loss, learning_rate: rate });
const after = (epoch, loss, accuracy, member = null) => ({
  epoch,
  total_epochs: 4,
  member,
  test_loss: loss,
  test_accuracy: accuracy,
  learning_rate: 0.1 / epoch,
});

/* A run that was stopped in its third epoch of four. */
function stopped() {
  const record = Curves.create(1);
  [step(1, 2.3, 0.1), step(10, 0.4, 0.08), step(25, 0.2, 0.05)].forEach((event) => Curves.progress(record, event));
  [after(1, 0.3, 0.9), after(2, 0.25, 0.92)].forEach((event) => Curves.epoch(record, event));
  return record;
}

test("a stopped run has its losses, accuracies and rates from the first step to where it got", () => {
  const record = stopped();
  assert.equal(LearningChart.reached(record), 2.5);
  const [training, tested] = LOSS.lines(record);
  assert.deepEqual(training.points, [[0.1, 2.3], [1, 0.4], [2.5, 0.2]]);
  assert.deepEqual(tested.points, [[1, 0.3], [2, 0.25]]);
  assert.deepEqual(ACCURACY.lines(record)[0].points, [[1, 0.9], [2, 0.92]]);
  assert.deepEqual(RATE.lines(record)[0].points, [[0.1, 0.1], [1, 0.08], [2.5, 0.05]]);
});

test("networks trained one after the other each have a line over their own epochs", () => {
  const record = Curves.create(2);
  [after(1, 0.3, 0.9, 0), after(2, 0.2, 0.91, 0), after(3, 0.4, 0.8, 1)].forEach((event) => Curves.epoch(record, event));
  const [first, second] = ACCURACY.lines(record);
  assert.deepEqual(first.points, [[1, 0.9], [2, 0.91]]);
  assert.deepEqual(second.points, [[1, 0.8]]);
});

test("where no step was reported, the epochs tell the rate", () => {
  const record = Curves.create(1);
  Curves.epoch(record, after(2, 0.2, 0.9));
  assert.deepEqual(RATE.lines(record), [{ points: [[2, 0.05]] }]);
});

test("ticks are values a person would choose, within the axis", () => {
  assert.deepEqual(LearningChart.ticks(0, 200), [0, 50, 100, 150, 200]);
  assert.deepEqual(LearningChart.ticks(0.962, 0.985), [0.97, 0.98]);
  assert.deepEqual(LearningChart.ticks(0.05, 2.4, true), [0.05, 0.1, 0.2, 0.5, 1, 2]);
});

test("the table of two runs names both", () => {
  const rows = LearningExport.learned([
    { name: "one", record: stopped() },
    { name: "two", record: stopped() },
  ]);
  assert.equal(rows.length, 1 + 2 * 5);
  assert.deepEqual(rows[1], ["one", "training", 0, 0.1, 2.3, null, 0.1]);
  assert.deepEqual(rows[10], ["two", "test", null, 2, 0.25, 0.92, 0.05]);
});
