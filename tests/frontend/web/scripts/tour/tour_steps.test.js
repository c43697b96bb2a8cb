import assert from "node:assert/strict";
import { test } from "node:test";

import * as TourSteps from "#page/tour/tour_steps.js";

test("the tour has six steps of two sentences for every family", () => {
  for (const family of ["curve", "simplex", "members"]) {
    const steps = TourSteps.of(family);
    assert.equal(steps.length, 6);
    for (const { words } of steps) assert.equal(words.match(/\.( |$)/g).length, 2, words);
  }
});
