import assert from "node:assert/strict";
import { test } from "node:test";

import * as Scale from "#page/map/scale.js";

test("ticks of the scale keep apart, and the first ones win", () => {
  const kept = Scale.apart([{ at: 0 }, { at: 1 }, { at: 0.95 }, { at: 0.5 }], 0.1);
  assert.deepEqual(
    kept.map(({ at }) => at),
    [0, 1, 0.5],
  );
});
