import assert from "node:assert/strict";
import { test } from "node:test";

import "../catalog.js";
import * as Catalog from "#page/base/catalog.js";

test("a recipe publishes as many networks as its entry counts", () => {
  const counted = (method, options) => Catalog.published({ method, options });
  assert.equal(counted("single", {}), 1);
  assert.equal(counted("fge", { cycles: 6 }), 6);
  assert.equal(counted("espro", { modes: 3, vertices: 4 }), 12);
  assert.equal(counted("spro", { modes: 2, connectors: 3, start_from: null }), 5);
  assert.equal(counted("spro", { modes: 2, connectors: 3, start_from: { run: "a", member: 0 } }), 4);
});
