import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { TERMS, cut } from "#page/base/glossary.js";

const keys = (text, before) => cut(text, before).filter(Array.isArray).map(([, key]) => key);

test("a sentence is cut at its terms and stays the same sentence", () => {
  const text = "Eight retrainings predict best; the curve costs three trainings, NLL 0.05 nats.";
  assert.deepEqual(keys(text), ["retrainings", "curve", "equivalent_trainings", "nll", "nats"]);
  assert.equal(cut(text).flatMap((part) => (Array.isArray(part) ? part[0] : part)).join(""), text);
});

test("the longest name counts, in any case, and as a whole word only", () => {
  assert.deepEqual(keys("ECE by chance, ECE, equal mass, Calibrated NLL"), ["ece_chance", "ece_mass", "calibrated_nll"]);
  assert.deepEqual(keys("FPR95, own"), ["fpr95_own"]);
  assert.deepEqual(keys("curves bend, barriers rise"), []);
  assert.deepEqual(keys("Spread, as said; mutual information"), ["spread"]);
});

test("a term is marked once, and not where it was marked before", () => {
  assert.deepEqual(keys("a barrier and a barrier"), ["barrier"]);
  assert.deepEqual(keys("a barrier in nats", new Set(["barrier"])), ["nats"]);
});

test("what people meet is explained, and no name means two things", () => {
  const met = ["nats", "spread", "barrier", "control point", "exact", "units of weight distance", "moderated", "pooled", "AURC", "equivalent trainings", "ECE"];
  for (const name of met) assert.equal(keys(name).length, 1, name);
  const names = Object.values(TERMS).flatMap(([spellings]) => spellings.map((name) => name.toLowerCase()));
  assert.equal(new Set(names).size, names.length);
  for (const [key, [, meaning]] of Object.entries(TERMS)) assert.match(meaning, /^[A-Z0-9].*\.$/, key);
});

test("every word that the layouts mark is in the glossary", () => {
  const folder = path.join(import.meta.dirname, "../../../../../frontend/web/components");
  const text = fs.readdirSync(folder).filter((name) => name.endsWith(".py")).map((name) => fs.readFileSync(path.join(folder, name), "utf8")).join("\n");
  const used = [...text.matchAll(/\bterm\(\s*"(\w+)"/g)].map(([, key]) => key);
  assert.ok(used.length > 0);
  for (const key of used) assert.ok(key in TERMS, key);
});
