import assert from "node:assert/strict";
import { test } from "node:test";

import * as State from "#page/base/state.js";

test("the state tells listeners of changed keys only", () => {
  const heard = [];
  const state = State.create({ a: 1, b: 2 });
  state.on(["a"], ({ a }) => heard.push(a));
  state.set({ b: 3 });
  state.set({ a: 1 });
  state.set({ a: 5 });
  assert.deepEqual(heard, [5]);
});
