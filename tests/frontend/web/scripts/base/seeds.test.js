import assert from "node:assert/strict";
import { test } from "node:test";

import "../catalog.js";
import * as Seeds from "#page/base/seeds.js";

const DEFAULTS = {
  options: { bezier: { budget: 1, layerwise: false, start_from: null } },
  network_options: { mlp: { width: 256 } },
  dataset_options: { mnist: { augment: true } },
  training: { learning_rate: 0.1 },
};
const usual = () => ({
  dataset: "mnist",
  network: "mlp",
  method: "bezier",
  epochs: 3,
  options: { budget: 1, layerwise: false, start_from: null },
  network_options: { width: 256 },
  dataset_options: { augment: true },
  training: { learning_rate: 0.1 },
});

test("seeds that follow each other are a range", () => {
  assert.strictEqual(Seeds.ranges([]), "");
  assert.strictEqual(Seeds.ranges([4]), "4");
  assert.strictEqual(Seeds.ranges([0, 1]), "0, 1");
  assert.strictEqual(Seeds.ranges([0, 1, 2, 5]), "0–2, 5");
  assert.strictEqual(Seeds.ranges([0, 2, 4, 6, 8, 10]), "0, 2, 4, 6 …");
});

test("the next seed is the smallest one above that no repeat has", () => {
  assert.strictEqual(Seeds.next(0, [0]), 1);
  assert.strictEqual(Seeds.next(0, [0, 1, 2, 4]), 3);
  assert.strictEqual(Seeds.next(3, [0, 1, 2, 3]), 4);
});

test("a recipe at its defaults is said by its epochs alone", () => {
  assert.deepStrictEqual(Seeds.differences(usual(), DEFAULTS), ["3 epochs"]);
});

test("what differs from the defaults is said in words", () => {
  const recipe = usual();
  recipe.epochs = 1;
  recipe.options = { budget: 0.5, layerwise: true, start_from: { run: "a", member: 0 } };
  recipe.dataset_options = { augment: false };
  recipe.training = { learning_rate: 0.2 };
  assert.deepStrictEqual(Seeds.differences(recipe, DEFAULTS), [
    "1 epoch",
    "budget 0.5",
    "layerwise",
    "start from chosen",
    "no augment",
    "learning rate 0.2",
  ]);
});

test("of a brought network nobody knows the seed, and its epochs only where they were said", () => {
  const brought = (known) => ({ method: "imported", seed: 0, epochs: 3, options: { procedure_known: known } });
  assert.deepStrictEqual(Seeds.training(brought(false)), ["brought"]);
  assert.deepStrictEqual(Seeds.training(brought(true)), ["brought", "3 epochs"]);
  assert.deepStrictEqual(Seeds.training({ method: "single", seed: 4, epochs: 1 }), ["seed 4", "1 epoch"]);
});
