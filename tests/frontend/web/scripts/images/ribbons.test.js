import assert from "node:assert/strict";
import { test } from "node:test";

import * as Ribbons from "#page/images/ribbons.js";

test("names on the ribbons never cover each other, and keep their order", () => {
  const placed = Ribbons.spread([80, 82, 81, 10], 13, 90);
  const sorted = [...placed].sort((a, b) => a - b);
  sorted.slice(1).forEach((value, index) => assert.ok(value - sorted[index] >= 13 - 1e-9));
  assert.ok(placed[0] < placed[2] && placed[2] < placed[1] && Math.max(...placed) <= 90);
});
