import assert from "node:assert/strict";
import { test } from "node:test";
import cases from "../../number_cases.json" with { type: "json" };

import * as Levels from "#page/base/levels.js";
import * as NumberField from "#page/base/number_field.js";
import * as Numbers from "#page/base/numbers.js";

test("an accuracy has its unit and its uncertainty in percentage points", () => {
  assert.deepEqual(Numbers.percent(0.974, 0.0016), { value: "97.40 %", uncertainty: "± 0.16" });
});

test("a loss keeps as many decimals as its uncertainty deserves", () => {
  assert.deepEqual(Numbers.loss(0.06321, 0.00312), { value: "0.0632", uncertainty: "± 0.0031" });
  assert.deepEqual(Numbers.loss(16.3641, 0.263), { value: "16.36", uncertainty: "± 0.26" });
  assert.equal(Numbers.loss(null, null).value, "–");
});

test("durations are spoken in the two largest units", () => {
  assert.equal(Numbers.duration(6.2), "6 s");
  assert.equal(Numbers.duration(90), "1 min 30 s");
  assert.equal(Numbers.duration(119.7), "2 min 0 s");
  assert.equal(Numbers.duration(3725), "1 h 2 min");
  assert.equal(Numbers.duration(null), "unknown");
});

test("contour lines rise, lie between the lowest value and 10, and are values a person would choose", () => {
  const found = Levels.contours(0.06, 14);
  assert.deepEqual(
    found,
    [...found].sort((a, b) => a - b),
  );
  assert.deepEqual(found, [...new Set(found)]);
  assert.ok(found[0] > 0.06 && found.at(-1) < 10);
  for (const value of [0.12, 0.15, 0.2, 0.3, 0.5, 1, 2, 5]) assert.ok(found.includes(value), String(value));
});

test("an axis never has more ticks than asked for", () => {
  for (const high of [0.2, 1, 7, 90, 5000]) assert.ok(Levels.ticks(0.05, high, 5).length <= 5);
});

test("what was typed is read, or refused as it was typed", () => {
  for (const [text, value] of cases.read) assert.deepEqual(Numbers.read(text), { value }, text);
  for (const [text, sentence] of cases.refused) assert.ok(Numbers.read(text).refusal.endsWith(sentence), text);
});

test("a number out of its range is refused with the range", () => {
  const part = { low: 0, high: 1 };
  assert.deepEqual(Numbers.readWithin("0,25", part), { value: 0.25 });
  assert.equal(Numbers.readWithin("1.5", part).refusal, "At most 1, got 1.5.");
  assert.equal(Numbers.readWithin("-5", part).refusal, "At least 0, got -5.");
  assert.equal(Numbers.readWithin("0", { low: 1, whole: true }).refusal, "At least 1, got 0.");
  assert.equal(Numbers.readWithin("2.5", { low: 1, whole: true }).refusal, "Expected a whole number, got 2.5.");
});

test("an arrow key adds a step and stays in the range", () => {
  assert.equal(NumberField.stepped(0.1, 0.01, "0", "1"), 0.11);
  assert.equal(NumberField.stepped(0.995, 0.01, "0", "1"), 1);
  assert.equal(NumberField.stepped(3, -1, "", ""), 2);
});

test("no figure is so large that all its digits are shown", () => {
  assert.deepEqual(Numbers.loss(1.0025883436325328e36, 7.689381408431375e33), { value: "1.00e+36", uncertainty: "± 7.69e+33" });
  assert.equal(Numbers.fixed(25065585.5, 4), "2.51e+7");
  assert.equal(Numbers.fixed(0.05861, 4), "0.0586");
});
