import assert from "node:assert/strict";
import { test } from "node:test";

import * as Demo from "#page/tour/demo.js";

test("the demo goes along the whole way and back", () => {
  assert.equal(Demo.position(0), 0);
  assert.ok(Math.abs(Demo.position(12000) - 1) < 1e-9);
  assert.ok(Math.abs(Demo.position(24000)) < 1e-9);
});
