/* Pages of a table, seeds in words, and what parts one recipe from another. */

import assert from "node:assert/strict";
import { test } from "node:test";

import "./catalog.js";
import * as Deleting from "#page/base/deleting.js";
import * as Paging from "#page/base/paging.js";
import * as Seeds from "#page/base/seeds.js";
import { sentence } from "#page/shell/shell.js";

const SORTS = { name: ["name", "-name"], phase: ["phase"] };
const page = (request, filters = {}) => Object.fromEntries(Paging.pageQuery(request, SORTS, filters));

test("a block of rows is one page of the service", () => {
  const asked = page({ startRow: 100, endRow: 150, sortModel: [] });
  assert.deepStrictEqual(asked, { sort: "-created_at", page: "3", page_size: "50" });
});

test("a column sorts in the service's words", () => {
  const by = (colId, sort) => page({ startRow: 0, endRow: 50, sortModel: [{ colId, sort }] }).sort;
  assert.strictEqual(by("name", "asc"), "name");
  assert.strictEqual(by("name", "desc"), "-name");
  assert.strictEqual(by("phase", "desc"), "-created_at");
  assert.strictEqual(by("unknown", "asc"), "-created_at");
});

test("filters go along", () => {
  const asked = page({ startRow: 0, endRow: 50 }, { method: "bezier", query: "a b" });
  assert.strictEqual(asked.method, "bezier");
  assert.strictEqual(asked.query, "a b");
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

test("before a run is deleted it is said what others lose", () => {
  const none = { total: 0, names: [] };
  const said = (others) => Deleting.words({ name: "eight" }, { compared: none, instead: null, waiting: none, ...others });
  assert.strictEqual(said({}), "“eight” and its weights, landscapes and figures will be gone. This cannot be undone.");
  const three = { total: 3, names: ["curve", "curve"], ids: ["0a1b2c3d4e5f", "3d4e5f0a1b2c"] };
  assert.match(said({ compared: three }), /3 runs, “curve” \(0a1b2c\), “curve” \(3d4e5f\) and 1 more, are compared with it: without it nobody can say/);
  const after = { instead: "five", instead_id: "777777aaaaaa" };
  const one = { total: 1, names: ["curve"], ids: ["0a1b2c3d4e5f"] };
  assert.match(said({ compared: one, ...after }), /One run, “curve” \(0a1b2c\), is compared with it: then “five” \(777777\) takes its place\.$/);
  assert.match(said({ waiting: { total: 2, names: ["a", "b"] } }), /2 runs, “a”, “b”, wait for it and will fail\.$/);
});

test("of a brought network nobody knows the seed, and its epochs only where they were said", () => {
  const brought = (known) => ({ method: "imported", seed: 0, epochs: 3, options: { procedure_known: known } });
  assert.deepStrictEqual(Seeds.training(brought(false)), ["brought"]);
  assert.deepStrictEqual(Seeds.training(brought(true)), ["brought", "3 epochs"]);
  assert.deepStrictEqual(Seeds.training({ method: "single", seed: 4, epochs: 1 }), ["seed 4", "1 epoch"]);
});

test("the header is idle only when nothing at all waits", () => {
  assert.equal(sentence({ running: 0, queued: 0, maps: 0, evaluations: 0 }), "idle");
  assert.equal(sentence({ running: 0, queued: 0, maps: 1, evaluations: 2 }), "1 map, 2 evaluations");
  assert.equal(sentence({ running: 1, queued: 3, maps: 0, evaluations: 0 }), "1 training, 3 waiting");
});
