import assert from "node:assert/strict";
import { test } from "node:test";

import * as Deleting from "#page/base/deleting.js";

test("before a run is deleted it is said what others lose", () => {
  const none = { total: 0, names: [] };
  const said = (others) => Deleting.words({ name: "eight" }, { compared: none, instead: null, waiting: none, ...others });
  assert.strictEqual(said({}), "“eight” and its weights, landscapes and figures will be gone. This cannot be undone.");
  const three = { total: 3, names: ["curve", "curve"], ids: ["0a1b2c3d4e5f", "3d4e5f0a1b2c"] };
  assert.match(said({ compared: three }), /3 runs, “curve” \(0a1b2c\), “curve” \(3d4e5f\) and 1 more, are compared with it: without it nobody can say/);
  const after = { instead: "five", instead_id: "777777aaaaaa" };
  const one = { total: 1, names: ["curve"], ids: ["0a1b2c3d4e5f"] };
  assert.match(said({ compared: one, ...after }), /One run, “curve” \(0a1b2c\), is compared with it: then “five” \(777777\) takes its place\.$/);
  assert.match(said({ waiting: { total: 2, names: ["a", "b"] } }), /2 runs, “a”, “b”, wait for it and will fail\.$/);
});
