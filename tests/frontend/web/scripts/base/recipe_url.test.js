import assert from "node:assert/strict";
import { test } from "node:test";

import * as RecipeUrl from "#page/base/recipe_url.js";

const plain = (value) => JSON.parse(JSON.stringify(value));

test("a recipe survives its address", () => {
  const recipes = [
    { dataset: "mnist", network: "mlp", method: "bezier", epochs: 3, seed: 0 },
    {
      dataset: "mnist",
      network: "mlp",
      method: "swag",
      epochs: 3,
      seed: 7,
      options: { budget: 0.05, start_from: { run: "0123456789ab", member: 2 } },
      dataset_options: { augment: true },
      training: { learning_rate: 0.001, schedule: "constant" },
    },
    {
      dataset: "mnist",
      network: "mlp",
      method: "curve_between",
      epochs: 1,
      seed: 0,
      options: { end_points: [{ run: "0123456789ab", member: 0 }, { run: "ba9876543210", member: 1 }] },
    },
  ];
  for (const recipe of recipes) assert.deepEqual(plain(RecipeUrl.read(RecipeUrl.write(recipe)).recipe), recipe);
});

test("an address can be read by a person", () => {
  const recipe = { dataset: "mnist", network: "mlp", method: "bezier", epochs: 3, seed: 0, options: { budget: 0.5 } };
  assert.equal(RecipeUrl.write(recipe), "dataset=mnist&network=mlp&method=bezier&epochs=3&seed=0&options.budget=0.5");
});

test("what is no part of a recipe is named; what is none of a field is kept for the form to refuse", () => {
  assert.deepEqual(plain(RecipeUrl.read("?bring=1&x=2", ["bring"])), { recipe: null, ignored: ["x"] });
  const odd = "?method=swag&epochs=many&options.__proto__=1&options.end_points=junk&name.x=1";
  assert.deepEqual(plain(RecipeUrl.read(odd)), {
    recipe: { method: "swag", epochs: "many" },
    ignored: ["options.__proto__", "options.end_points", "name.x"],
  });
});
