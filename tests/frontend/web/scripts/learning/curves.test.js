import assert from "node:assert/strict";
import { test } from "node:test";

import * as Curves from "#page/learning/curves.js";

test("live curves lie on each network's own epochs", () => {
  const record = Curves.create(2);
  const event = (step, member) => ({ step, total_steps: 40, total_epochs: 6, member, loss: 1, epoch: 0 });
  [event(0, 0), event(10, 0), event(30, 1)].forEach((each) => Curves.progress(record, each));
  assert.equal(record.epochs, 3);
  assert.deepEqual(
    record.lines.get(0).map(([at]) => at),
    [0, 1.5],
  );
  assert.deepEqual(
    record.lines.get(1).map(([at]) => at),
    [1.5],
  );
});
