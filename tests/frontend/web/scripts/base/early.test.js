import assert from "node:assert/strict";
import { test } from "node:test";

import * as Early from "#page/base/early.js";

test("what was asked early is handed out once, then asked anew", async ({ mock }) => {
  const [asked, late] = [[], []];
  mock.method(globalThis, "setTimeout", (work) => late.push(work));
  mock.method(globalThis, "fetch", async (path) => Response.json(asked.push(path.replace("/api/v1", ""))));
  Early.ask("/runs/a");
  assert.equal(await Early.get("/runs/a"), 1);
  assert.equal(await Early.get("/runs/a"), 2);
  assert.equal(await Early.get("/catalog"), 3);
  Early.ask("/runs/b");
  late.forEach((forget) => forget());
  assert.equal(await Early.get("/runs/b"), 5, "too old by then");
  assert.deepEqual(asked, ["/runs/a", "/runs/a", "/catalog", "/runs/b", "/runs/b"]);
});
