import assert from "node:assert/strict";
import { test } from "node:test";

import "../catalog.js";
import * as Words from "#page/weights/words.js";

test("a spread is told in counts of networks", () => {
  const says = (answer) => [[0, 0, 0].map((_, index) => (index === answer ? 1 : 0))];
  const counted = Words.votes([says(2), says(1), says(2)], 0);
  assert.equal(Words.tally(counted, "networks", ["a", "b", "c"]), "2 of 3 networks say c, 1 says b");
  assert.equal(
    Words.tally(Words.votes([says(0), says(0)], 0), "networks", ["a"]),
    "All 2 networks say a",
  );
});

test("what a run's networks are called stands in its method's entry", () => {
  const trained = (method, options = {}) => ({ recipe: { method, options } });
  assert.equal(Words.whole(trained("deep_ensemble", { members: 8 })), "8 retrainings");
  assert.equal(Words.the(trained("deep_ensemble", { members: 8 })), "the retrainings");
  assert.equal(Words.whole(trained("curve_between")), "curve");
  assert.equal(Words.whole(trained("swa")), "averaged network");
  assert.equal(Words.networks(trained("two_lines")), "networks on the two lines");
  assert.ok(Words.isAlone(trained("imported")) && !Words.isAlone(trained("bezier")));
});
