import assert from "node:assert/strict";
import { test } from "node:test";

import * as Paging from "#page/base/paging.js";

const SORTS = { name: ["name", "-name"], phase: ["phase"] };
const page = (request, filters = {}) => Object.fromEntries(Paging.pageQuery(request, SORTS, filters));

test("a block of rows is one page of the service", () => {
  const asked = page({ startRow: 100, endRow: 150, sortModel: [] });
  assert.deepStrictEqual(asked, { sort: "-created_at", page: "3", page_size: "50" });
});

test("a column sorts in the service's words", () => {
  const by = (colId, sort) => page({ startRow: 0, endRow: 50, sortModel: [{ colId, sort }] }).sort;
  assert.strictEqual(by("name", "asc"), "name");
  assert.strictEqual(by("name", "desc"), "-name");
  assert.strictEqual(by("phase", "desc"), "-created_at");
  assert.strictEqual(by("unknown", "asc"), "-created_at");
});

test("filters go along", () => {
  const asked = page({ startRow: 0, endRow: 50 }, { method: "bezier", query: "a b" });
  assert.strictEqual(asked.method, "bezier");
  assert.strictEqual(asked.query, "a b");
});
