import assert from "node:assert/strict";
import { test } from "node:test";

import * as SvgCopy from "#page/base/svg_copy.js";
import * as MapDrawing from "#page/map/map_drawing.js";

test("a ramp is read out of its gradient, and mixed colours become plain ones", () => {
  assert.deepEqual(MapDrawing.stops("linear-gradient(to top, rgb(252,250,241) 0%, rgb(23 42 60) 100%)"), [
    { colour: "rgb(252,250,241)", offset: 0 },
    { colour: "rgb(23 42 60)", offset: 1 },
  ]);
  assert.equal(SvgCopy.plain("color(srgb 1 0.5 0 / 0.25)"), "rgba(255, 128, 0, 0.25)");
  assert.equal(SvgCopy.plain("rgb(1, 2, 3)"), "rgb(1, 2, 3)");
});
