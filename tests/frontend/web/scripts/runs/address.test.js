/* What of the list of runs stands in its address, and what a chosen group is called. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { differences } from "#page/runs/address.js";
import * as RunsView from "#page/runs/view.js";

const between = (one, other) => differences(new URLSearchParams(one), new URLSearchParams(other)).sort();

test("two addresses differ in what one says otherwise, more or less", () => {
  assert.deepEqual(between("phase=failed&query=a", "query=a&phase=failed"), []);
  assert.deepEqual(between("phase=failed&query=a", "query=ab&dataset=mnist"), ["dataset", "phase", "query"]);
});

test("a chosen group is named by a button, which is gone without one", () => {
  assert.deepEqual(RunsView.chip({ group: "a1", words: "Line, CNN on MNIST" }), ["Line, CNN on MNIST: all seeds ×", {}]);
  assert.deepEqual(RunsView.chip(null), ["", { display: "none" }]);
});
