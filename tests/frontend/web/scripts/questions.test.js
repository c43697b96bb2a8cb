import assert from "node:assert/strict";
import { test } from "node:test";

import * as Api from "#page/base/api.js";

const PROBLEM = "application/problem+json";
const reply = (status, content, headers = {}) => ({
  status,
  ok: status < 300,
  headers: new Headers({ "Content-Type": "application/json", ...headers }),
  json: async () => content,
});
const progress = (done) => ({ done, total: 10000, what: "images" });
const working = (done, headers = {}) =>
  reply(202, { status: 202, detail: "busy", progress: done === null ? null : progress(done) }, { "Content-Type": PROBLEM, ...headers });
const early = (done) => reply(200, { split_loss: null, progress: progress(done) });
const whole = reply(200, { split_loss: 0.5, progress: null });

/* Answers in turn; gives what was asked. */
function service(mock, ...replies) {
  const asked = [];
  mock.method(globalThis, "fetch", async (path, { body }) => (asked.push([path, body]), replies.shift()));
  return asked;
}

test("a question is repeated until its answer is whole, and says how far it is", async ({ mock }) => {
  const asked = service(mock, working(0), early(2000), early(7000), whole);
  const heard = [];
  const answer = await Api.question("/q", { a: 1 }, (words, first) => heard.push([words, first?.progress.done ?? null]));
  assert.equal(answer.split_loss, 0.5);
  assert.deepEqual(heard, [
    ["0 of 10,000 images", null],
    ["2,000 of 10,000 images", 2000],
    ["7,000 of 10,000 images", 7000],
  ]);
  assert.deepEqual(new Set(asked.map(String)).size, 1);
  assert.equal(asked.length, 4);
});

test("a worker that has others to answer is left alone for as long as it says", async ({ mock }) => {
  service(mock, working(null, { "Retry-After": "1" }), whole);
  const waits = [];
  mock.method(globalThis, "setTimeout", (work, time) => (waits.push(time), work()));
  const heard = [];
  await Api.question("/q", {}, (words) => heard.push(words));
  assert.deepEqual([waits, heard], [[1000], ["busy"]]);
});

test("a question that nobody wants any more is let go", async ({ mock }) => {
  const asked = service(mock, early(1), early(2));
  assert.equal(await Api.question("/q", {}, () => false), null);
  assert.equal(asked.length, 1);
});

test("a refusal ends a question", async ({ mock }) => {
  service(mock, working(1), reply(503, { detail: "no worker" }, { "Content-Type": PROBLEM }));
  await assert.rejects(Api.question("/q", {}), /no worker/);
});

test("a newer request takes the place of one whose first answer is there", async () => {
  const [received, heard, parts] = [[], [], []];
  const queue = Api.latest(
    (request, part) => new Promise((resolve) => parts.push({ request, part, resolve })),
    (answer, request) => received.push([answer, request]),
    assert.fail,
    (words) => heard.push(words),
  );
  queue.push("a");
  assert.equal(parts[0].part("1 of 2", "first of a"), true);
  queue.push("b");
  assert.equal(parts[0].part("2 of 2", "still first of a"), false);
  parts[0].resolve(null);
  await new Promise(setImmediate);
  assert.equal(parts[1].request, "b");
  parts[1].resolve("whole of b");
  await new Promise(setImmediate);
  assert.deepEqual(received, [
    ["first of a", "a"],
    ["still first of a", "a"],
    ["whole of b", "b"],
  ]);
  assert.equal(heard.at(-1), "");
});

test("a dropped question hears nothing more", () => {
  let asked;
  const queue = Api.latest((_, part) => new Promise(() => (asked = part)), assert.fail, assert.fail, assert.fail);
  queue.push("a");
  queue.drop();
  assert.equal(asked("1 of 2", "first"), false);
});
