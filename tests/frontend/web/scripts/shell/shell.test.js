import assert from "node:assert/strict";
import { test } from "node:test";

import { sentence } from "#page/shell/shell.js";

test("the header is idle only when nothing at all waits", () => {
  assert.equal(sentence({ running: 0, queued: 0, maps: 0, evaluations: 0 }), "idle");
  assert.equal(sentence({ running: 0, queued: 0, maps: 1, evaluations: 2 }), "1 map, 2 evaluations");
  assert.equal(sentence({ running: 1, queued: 3, maps: 0, evaluations: 0 }), "1 training, 3 waiting");
});
