import assert from "node:assert/strict";
import { test } from "node:test";

import * as SvgSheet from "#page/base/svg_sheet.js";

test("a legend is broken into lines that fit", () => {
  const placed = SvgSheet.arrange([{ words: "x".repeat(20) }, { words: "y".repeat(20) }, { words: "z" }], 250);
  assert.deepEqual(
    placed.map(({ x, y }) => [x === 0, y]),
    [
      [true, 0],
      [true, 18],
      [false, 18],
    ],
  );
});
