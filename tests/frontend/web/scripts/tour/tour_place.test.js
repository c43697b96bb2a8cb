import assert from "node:assert/strict";
import { test } from "node:test";

import * as TourPlace from "#page/tour/tour_place.js";

test("a bubble never covers what it explains", () => {
  const view = { width: 1440, height: 900 };
  const bubble = { width: 330, height: 190 };
  for (const left of [0, 400, 1000])
    for (const top of [0, 300, 800])
      for (const width of [100, 700, 1400])
        for (const height of [40, 300, 880]) {
          const at = TourPlace.beside({ left, top, width, height }, bubble, view);
          if (!at) continue;
          const apart =
            at.left >= left + width || at.left + bubble.width <= left || at.top >= top + height || at.top + bubble.height <= top;
          assert.ok(apart && at.left >= 0 && at.top >= 0, JSON.stringify([left, top, width, height, at]));
        }
  assert.equal(TourPlace.beside({ left: 0, top: 0, ...view }, bubble, view), null);
});
