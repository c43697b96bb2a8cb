import assert from "node:assert/strict";
import { test } from "node:test";

import * as Api from "#page/base/api.js";
import * as State from "#page/base/state.js";
import * as Moving from "#page/explore/moving.js";

const run = { id: "aaaaaaaaaaaa" };
const gallery = { indices: [3, 1] };
const at = (t) => ({ kind: "t", t, point: { t } });

/* A page that stands at t = 0 with its answer; what is asked from then on is answered by `question`. */
function standing(question) {
  const state = State.create({ run, gallery, place: at(0), answer: { split_loss: 1 }, answered: at(0) });
  return { state, moving: Moving.create(state, () => undefined, { question, problem: () => undefined }) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test("an answer stands beside its place", async () => {
  const { state, moving } = standing(async () => ({ split_loss: 2 }));
  moving.move(at(0.5));
  await settled();
  assert.deepEqual([state.get().answer, state.get().answered], [{ split_loss: 2 }, at(0.5)]);
});

test("a refused place has no figures, and not those of the place before", async () => {
  for (const status of [422, 503, 0]) {
    const { state, moving } = standing(async () => {
      throw new Api.Problem("expected 20 coefficients; got 21", status);
    });
    moving.move(at(0.5));
    await settled();
    assert.deepEqual([state.get().place, state.get().answer, state.get().answered], [at(0.5), null, null]);
  }
});

test("a first answer stands there at once, and the whole one in its place", async () => {
  const heard = [];
  const { state, moving } = standing(async (_path, _body, part) => {
    for (const split_loss of [null, null]) part("2,000 of 10,000 images", { split_loss });
    return { split_loss: 2 };
  });
  state.on(["answer"], ({ answer }) => heard.push(answer.split_loss));
  moving.move(at(0.5));
  await settled();
  assert.deepEqual(heard, [null, null, 2]);
});
