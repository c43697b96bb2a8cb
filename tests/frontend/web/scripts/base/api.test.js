import assert from "node:assert/strict";
import { test } from "node:test";

import * as Api from "#page/base/api.js";
import "../catalog.js";

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

test("forms hear of every problem, and others of the first one, by its field", async ({ mock }) => {
  const errors = [{ pointer: "/recipe/epochs", detail: "expected at least 1; got 0" }, { pointer: "/name", detail: "too long" }];
  const refused = reply(422, { title: "Invalid", errors }, { "Content-Type": PROBLEM });
  service(mock, refused, refused);
  const { ok, status, problems } = await Api.ask("POST", "/runs", {});
  assert.deepEqual([ok, status, problems], [false, 422, errors]);
  await assert.rejects(Api.post("/runs", {}), { status: 422, message: "/recipe/epochs: expected at least 1; got 0" });
});

test("a problem without fields is said in its own words, and one without words in ours", async ({ mock }) => {
  service(mock, reply(404, { detail: "no such run" }, { "Content-Type": PROBLEM }), reply(502, null));
  assert.deepEqual((await Api.ask("GET", "/runs/a")).problems, [{ pointer: "", detail: "no such run" }]);
  await assert.rejects(Api.get("/runs/a"), /502; reload the page/);
});

test("where nothing answers, a form is told and others fail, with one sentence", async ({ mock }) => {
  mock.method(globalThis, "fetch", async () => Promise.reject(new TypeError("Failed to fetch")));
  const { ok, problems } = await Api.ask("GET", "/runs");
  assert.equal(ok, false);
  await assert.rejects(Api.get("/runs"), { status: 0, message: problems[0].detail });
});

test("only what changes something carries the page's own header", async ({ mock }) => {
  const sent = [];
  mock.method(globalThis, "fetch", async (_, { headers }) => (sent.push(headers), reply(200, {})));
  await Api.ask("GET", "/runs");
  await Api.ask("POST", "/runs", {}, { "Idempotency-Key": "k" });
  assert.deepEqual(sent, [
    { Accept: "application/json" },
    { Accept: "application/json", "X-Paysage": "1", "Idempotency-Key": "k", "Content-Type": "application/json" },
  ]);
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
