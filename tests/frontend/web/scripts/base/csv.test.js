import assert from "node:assert/strict";
import { test } from "node:test";

import * as Csv from "#page/base/csv.js";

test("rows are separated as spreadsheets read them, and say what they are about", () => {
  const rows = [
    ["class", "loss (nats)"],
    ['the "one", say', 0.5],
    [null, undefined],
  ];
  assert.equal(Csv.format(rows, ["run a"]), 'class,loss (nats)\r\n"the ""one"", say",0.5\r\n,\r\n# run a\r\n');
});
