/* Warnings that only the service can give. */

import assert from "node:assert/strict";
import { test } from "node:test";

import "../catalog.js";
import * as Cautions from "#page/base/cautions.js";

const of = (method, estimate) => Cautions.of({ method }, { seconds: 60, reference: "a", ...estimate });

test("a short training with retrainings to compare with needs no warning", () => {
  assert.deepStrictEqual(of("bezier", {}), []);
  assert.deepStrictEqual(of("bezier", { seconds: null }), []);
});

test("hours are said", () => {
  const [said] = of("single", { seconds: 3 * 3600 });
  assert.match(said, /about 3 h 0 min/);
});

test("a spread without retrainings is warned of, what has no spread is not", () => {
  assert.match(of("bezier", { reference: null })[0], /no retrainings of this procedure/);
  assert.deepStrictEqual(of("single", { reference: null }), []);
  assert.deepStrictEqual(of("deep_ensemble", { reference: null }), []);
});
