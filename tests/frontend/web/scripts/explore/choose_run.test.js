import assert from "node:assert/strict";
import { test } from "node:test";

import "../catalog.js";
import * as ChooseRun from "#page/explore/choose_run.js";

const run = (id, phase, method) => ({ id, phase, recipe: { method } });

test("the first page is the joined example, even while it waits", () => {
  const examples = [run("a", "running", "deep_ensemble"), run("b", "queued", "curve_between")];
  assert.equal(ChooseRun.best(examples, []).id, "b");
});

test("without an example it is the newest run that has not ended badly", () => {
  const newest = [run("a", "failed", "line"), run("b", "completed", "single")];
  assert.equal(ChooseRun.best([], newest).id, "b");
  assert.equal(ChooseRun.best([run("c", "cancelled", "curve_between")], [newest[0]]).id, "a");
  assert.equal(ChooseRun.best([], []), null);
});
