import assert from "node:assert/strict";
import { test } from "node:test";

import { amount, changes, values } from "#page/disturb/along_influence.js";

test("the values reach from end to end and hold 0 exactly", () => {
  for (const shown of [[-60, 60], [-10, 10], [0, 0.8]]) {
    const at = values({ shown });
    assert.deepEqual([at.length, at[0], at.at(-1)], [41, ...shown]);
    assert.ok(at.includes(0));
  }
});

test("amounts have their unit, and parts are in per cent", () => {
  assert.equal(amount(-15, "°"), "−15°");
  assert.equal(amount(0.5, "pixels"), "0.5 pixels");
  assert.equal(amount(0.4, "of the width"), "40 % of the width");
});

test("a label changes between two values", () => {
  const predictive = [[0.9, 0.1], [0.4, 0.6], [0.2, 0.8]];
  const [change, ...others] = changes({ predictive }, [0, 1, 2], ["a", "b"]);
  assert.deepEqual([change.at, change.words, others.length], [0.5, "a → b", 0]);
});
