/* Problems as the form names them. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { ofRecipe } from "#page/launch/recipe_problems.js";

const pointers = (...given) => ofRecipe(given.map((pointer) => ({ pointer, detail: "d" }))).map(({ pointer }) => pointer);

test("a pointer into a request or into a recipe is one into the recipe", () => {
  assert.deepEqual(pointers("/body/recipe/epochs", "/recipe/options/budget", "/epochs"), ["/epochs", "/options/budget", "/epochs"]);
});

test("the whole of a recipe has no pointer, nor has a problem without one", () => {
  assert.deepEqual(pointers("/recipe", "/body/recipe", "", null), ["", "", "", ""]);
});

test("what only begins like a recipe is a field of its own", () => {
  assert.deepEqual(pointers("/recipes/0", "/body/name"), ["/recipes/0", "/name"]);
});
