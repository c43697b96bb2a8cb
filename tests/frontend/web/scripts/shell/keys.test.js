import assert from "node:assert/strict";
import { test } from "node:test";

import * as Keys from "#page/shell/keys.js";

test("keys are the page's only where nobody types, and arrows not where they move something else", () => {
  const at = (...names) => ({ closest: (wanted) => names.some((name) => wanted.split(", ").includes(name)) });
  assert.ok(Keys.meant({ key: "p", target: at() }));
  assert.ok(!Keys.meant({ key: "p", target: at("input") }));
  assert.ok(!Keys.meant({ key: "p", ctrlKey: true, target: at() }));
  assert.ok(Keys.meant({ key: "p", target: at(".gallery") }));
  assert.ok(!Keys.meant({ key: "ArrowLeft", target: at(".gallery") }));
});
