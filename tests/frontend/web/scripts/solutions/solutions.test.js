import assert from "node:assert/strict";
import { test } from "node:test";

import "../catalog.js";
import * as Solutions from "#page/solutions/solutions.js";
import * as Chart from "#page/solutions/solutions_chart.js";

const network = (role, more = {}) => ({ role, x: 0, y: 0, accuracy: 0.97, nll: 0.1, point: null, member: null, vertex: null, ...more });
const answer = (more = {}) => ({
  run: "a",
  reference_run: "b",
  images: 1000,
  networks: [network("family"), network("retraining", { member: 6 })],
  explained: [0.36, 0.18],
  stress: 0.294,
  reach: { sentence: "So they do not span the retrainings.", left_out: 2 },
  ...more,
});

test("both axes have the same scale and hold every network", () => {
  const points = [[-0.02, 0.03], [0.05, 0], [-0.01, -0.03]];
  for (const [width, height] of [[860, 420], [340, 360]]) {
    const scale = Chart.scales(points, width, height);
    const unit = scale.x(1) - scale.x(0);
    assert.ok(Math.abs(scale.y(0) - scale.y(1) - unit) < 1e-6);
    for (const [x, y] of points) {
      assert.ok(scale.x(x) > 40 && scale.x(x) < width);
      assert.ok(scale.y(y) > 0 && scale.y(y) < height - 30);
    }
  }
  assert.ok(Number.isFinite(Chart.scales([[0, 0]], 300, 300).x(0)));
});

test("a press means the nearest network, or none", () => {
  const networks = [network("family"), network("retraining", { x: 1 })];
  const scale = { x: (value) => 100 * value, y: (value) => value };
  assert.equal(Chart.nearest({ networks }, scale, 95, 3), 1);
  assert.equal(Chart.nearest({ networks }, scale, 50, 0), -1);
});

test("networks are named by what they are", () => {
  const names = ["network 1", "control point", "network 2"];
  const said = (more, role = "family") => Solutions.named(network(role, more), names);
  assert.equal(said({ member: 6 }, "retraining"), "retraining 7");
  assert.equal(said({ vertex: 2, point: { t: 1 } }), "network 2");
  assert.equal(said({ point: { t: 0.25, coefficients: null } }), "t = 0.25");
  assert.equal(said({ point: { t: null, coefficients: [0.5, 0.5] } }), "0.50 + 0.50");
  assert.equal(said({}), "a network drawn by chance");
});

test("a network of the run is a place, one drawn by chance and a retraining are none", () => {
  const profile = { trail: { t: [0, 1], x: [0, 4], y: [0, 2] } };
  const state = { family: "curve", run: {}, landscape: { id: "a", geometry: { vertices: [[0, 0], [4, 2]] }, profile } };
  assert.equal(Solutions.placeOf(network("family", { point: { t: 0.5 } }), state).x, 2);
  assert.equal(Solutions.placeOf(network("retraining"), state), null);
});

test("the verdict comes first, then how good the picture is, then the distance", () => {
  const [verdict, picture, distance] = Solutions.sentences(answer());
  assert.match(verdict, /do not span the retrainings\. Not counted: 2 that are networks of this run\.$/);
  assert.match(picture, /54 % of the variance.*stress 0\.29.*count as much as the others/);
  assert.match(distance, /root of the mean Jensen–Shannon divergence over 1,000 fixed test images, a metric/);
  assert.match(Solutions.sentences(answer({ reach: null, reference_run: null, networks: [] }))[0], /nobody can say/);
  assert.match(Solutions.sentences(answer({ reach: null, reference_run: "a" }))[0], /the retrainings themselves/);
});
