import assert from "node:assert/strict";
import { test } from "node:test";

import * as Redraw from "#page/explore/redraw.js";

test("figures of the place before are outdated from the moment one moves", () => {
  const [before, now] = [0, 1].map((member) => ({ kind: "member", member }));
  const landscape = { geometry: { vertex_names: ["a", "b"], distances: [0, 0] } };
  const said = [];
  const ignore = () => undefined;
  const line = { place: ignore, answer: ignore, outdated: (outdated) => said.push(outdated) };
  const show = (more) => Redraw.here({ landscape, metric: "loss", place: now, ...more }, line, { mark: ignore });
  show({ answer: {}, answered: before });
  show({ answer: {}, answered: now });
  show({ answer: null, answered: null });
  assert.deepEqual(said, [true, false, false]);
});
