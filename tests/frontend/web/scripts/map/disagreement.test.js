import assert from "node:assert/strict";
import { test } from "node:test";

import * as State from "#page/base/state.js";
import * as Disagreement from "#page/map/disagreement.js";

const PROBLEM = "application/problem+json";
const working = (done) => ({ detail: "busy", progress: { done, total: 10000, what: "images" } });

test("a map of disagreement says how far it is until it is there", async ({ mock }) => {
  const replies = [working(2000), working(7000), { landscape: "aaaaaaaaaaaa", images: 10000, disagreement: [[0]], progress: null }];
  mock.method(globalThis, "fetch", async () => {
    const content = replies.shift();
    const headers = new Headers({ "Content-Type": content.detail ? PROBLEM : "application/json" });
    return { status: content.detail ? 202 : 200, ok: true, headers, json: async () => content };
  });
  const now = State.create({
    landscape: { id: "aaaaaaaaaaaa", completed_points: 1 },
    metric: "disagreement",
    subject: "all",
    place: { point: { t: 0.5 } },
    disagreement: null,
    comparing: "",
  });
  const said = [];
  const done = new Promise((resolve) => now.on(["disagreement"], ({ disagreement: found }) => found?.grid && resolve()));
  now.on(["comparing"], (seen) => said.push(Disagreement.waits(seen)));
  const end = Disagreement.create({ state: now });
  await done;
  end();
  assert.deepEqual(
    said.filter((words, place) => words !== said[place - 1] && words),
    ["Disagreement: 2,000 of 10,000 images.", "Disagreement: 7,000 of 10,000 images."],
  );
  assert.equal(Disagreement.waits(now.get()), "");
  assert.equal(Disagreement.waits({ ...now.get(), metric: "loss", comparing: "1 of 2" }), "");
});
