import assert from "node:assert/strict";
import { test } from "node:test";

import "./catalog.js";
import * as Catalog from "#page/base/catalog.js";
import * as Api from "#page/base/api.js";
import * as State from "#page/base/state.js";
import * as ChooseRun from "#page/explore/choose_run.js";
import * as Curves from "#page/learning/curves.js";
import * as Ribbons from "#page/images/ribbons.js";
import * as Scale from "#page/map/scale.js";
import * as Words from "#page/weights/words.js";
import * as Theme from "#page/shell/theme.js";

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

test("a spread is told in counts of networks", () => {
  const says = (answer) => [[0, 0, 0].map((_, index) => (index === answer ? 1 : 0))];
  const counted = Words.votes([says(2), says(1), says(2)], 0);
  assert.equal(Words.tally(counted, "networks", ["a", "b", "c"]), "2 of 3 networks say c, 1 says b");
  assert.equal(
    Words.tally(Words.votes([says(0), says(0)], 0), "networks", ["a"]),
    "All 2 networks say a",
  );
});

test("names on the ribbons never cover each other, and keep their order", () => {
  const placed = Ribbons.spread([80, 82, 81, 10], 13, 90);
  const sorted = [...placed].sort((a, b) => a - b);
  sorted.slice(1).forEach((value, index) => assert.ok(value - sorted[index] >= 13 - 1e-9));
  assert.ok(placed[0] < placed[2] && placed[2] < placed[1] && Math.max(...placed) <= 90);
});

test("ticks of the scale keep apart, and the first ones win", () => {
  const kept = Scale.apart([{ at: 0 }, { at: 1 }, { at: 0.95 }, { at: 0.5 }], 0.1);
  assert.deepEqual(
    kept.map(({ at }) => at),
    [0, 1, 0.5],
  );
});

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

test("only the newest of several requests is sent after the running one", async () => {
  const [sent, received, answers] = [[], [], []];
  const queue = Api.latest(
    (request) => (sent.push(request), new Promise((resolve) => answers.push(resolve))),
    (answer, request, last) => received.push([request, last]),
    assert.fail,
  );
  ["a", "b", "c", "d"].forEach(queue.push);
  assert.deepEqual(sent, ["a"]);
  answers[0]("first");
  await new Promise(setImmediate);
  assert.deepEqual(sent, ["a", "d"]);
  answers[1]("second");
  await new Promise(setImmediate);
  assert.deepEqual(received, [
    ["a", false],
    ["d", true],
  ]);
});

test("a dropped request's answer never arrives", async () => {
  let answer;
  const queue = Api.latest(
    () => new Promise((resolve) => (answer = resolve)),
    assert.fail,
    assert.fail,
  );
  queue.push("a");
  queue.drop();
  answer("late");
  await new Promise(setImmediate);
});

test("the state tells listeners of changed keys only", () => {
  const heard = [];
  const state = State.create({ a: 1, b: 2 });
  state.on(["a"], ({ a }) => heard.push(a));
  state.set({ b: 3 });
  state.set({ a: 1 });
  state.set({ a: 5 });
  assert.deepEqual(heard, [5]);
});

test("the theme turns from the system's to light to dark and back", () => {
  assert.deepEqual(["auto", "light", "dark"].map(Theme.next), ["light", "dark", "auto"]);
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

test("a recipe publishes as many networks as its entry counts", () => {
  const counted = (method, options) => Catalog.published({ method, options });
  assert.equal(counted("single", {}), 1);
  assert.equal(counted("fge", { cycles: 6 }), 6);
  assert.equal(counted("espro", { modes: 3, vertices: 4 }), 12);
  assert.equal(counted("spro", { modes: 2, connectors: 3, start_from: null }), 5);
  assert.equal(counted("spro", { modes: 2, connectors: 3, start_from: { run: "a", member: 0 } }), 4);
});
