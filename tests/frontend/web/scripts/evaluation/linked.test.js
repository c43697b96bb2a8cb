import assert from "node:assert/strict";
import { test } from "node:test";

import "../catalog.js";
import * as State from "#page/base/state.js";
import * as Compare from "#page/compare/compare.js";
import * as Foreign from "#page/evaluation/foreign.js";
import * as ForeignChart from "#page/evaluation/foreign_chart.js";
import * as Linking from "#page/images/linking.js";
import * as Lists from "#page/evaluation/lists.js";
import * as Pins from "#page/compare/pins.js";
import * as Recall from "#page/evaluation/recall.js";
import * as Reliability from "#page/evaluation/reliability.js";
import * as ReliabilityChart from "#page/evaluation/reliability_chart.js";

const run = (method, reference = null) => ({ id: "own", reference, recipe: { method, options: { members: 3 } } });
const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);
const bin = (images, confidence, accuracy) => ({ images, confidence, accuracy, standard_error: 0.1 });

test("a bin is closed on the right, and certainty is in the last", () => {
  assert.equal(ReliabilityChart.binOf(1), 14);
  assert.equal(ReliabilityChart.binOf(1 / 15), 0);
  assert.equal(ReliabilityChart.binOf(1 / 15 + 1e-9), 1);
  assert.equal(ReliabilityChart.binOf(0), 0);
});

test("confidence beyond accuracy is over-confident, weighted by the images", () => {
  near(Reliability.excess([bin(3, 0.9, 0.5), bin(1, 0.6, 1)]), (3 * 0.4 - 0.4) / 4);
});

test("a calibration error counts only beyond what chance shows", () => {
  const quality = { ece: 0.004, ece_null: 0.003, ece_null_standard_deviation: 0.001, reliability: [bin(1, 0.9, 0.8)] };
  assert.match(Reliability.verdict(quality), /no more than by chance \(0.0030 ± 0.0010\)$/);
  assert.match(Reliability.verdict({ ...quality, ece: 0.02 }), /more than by chance .*, over-confident$/);
  const shy = { ...quality, ece: 0.02, reliability: [bin(1, 0.8, 0.9)] };
  assert.match(Reliability.verdict(shy), /under-confident$/);
});

test("a network is drawn only where its bins were kept, and this network on test images alone", () => {
  const quality = (bins) => ({ reliability: bins });
  const rows = { subspace: quality([bin(1, 1, 1)]), single: quality([]), reference: quality([bin(2, 1, 1)]) };
  const now = { run: run("bezier", "other"), family: "curve", evaluation: { reference: { members: 8 } } };
  const mine = quality([bin(4, 1, 1)]);
  const roles = (kind) => Reliability.seriesOf(now, { kind, quality: rows }, mine).map(({ role }) => role);
  assert.deepEqual(roles("test"), ["retrainings", "subspace", "here"]);
  assert.deepEqual(roles("corrupted"), ["retrainings", "subspace"]);
});

test("retrainings are grey on their own page, too", () => {
  const rows = { subspace: { reliability: [bin(1, 1, 1)] } };
  const now = { run: run("deep_ensemble"), family: "members", evaluation: {} };
  const [only] = Reliability.seriesOf(now, { kind: "test", quality: rows }, null);
  assert.equal(only.role, "retrainings");
});

test("panels need kept histograms", () => {
  const one = (score, histograms) => ({ score, auroc: 0.9, auroc_standard_error: 0.01, histograms });
  const kept = { edges: [0.1, 1], own: [1], foreign: [1] };
  const detection = {
    subspace: [one("predictive_entropy", kept), one("mutual_information", null)],
    reference: [one("predictive_entropy", null)],
  };
  const now = { run: run("bezier", "other"), family: "curve", evaluation: { reference: { members: 8 } } };
  const rows = Foreign.rowsOf(now, { detection });
  assert.deepEqual(
    rows.map((panels) => panels.map(({ title }) => title)),
    [["curve: entropy"]],
  );
});

test("an outline of shares is on a log axis, and empty bins lie on the ground", () => {
  const scales = ForeignChart.axes({ edges: [0.01, 0.1, 1] }, 0, 100, 0, 60);
  near(scales.x(0.1), 50);
  near(scales.x(0), 0);
  near(scales.y(1), 0);
  near(scales.y(0.0005), 60);
  assert.equal(ForeignChart.steps([0.01, 0.1, 1], [0, 1], scales), "M0.0 60V60.0H50.0V0.0H100.0V60");
});

test("the axis of recall begins below the lowest error bar", () => {
  near(Recall.lowest([{ recall: [0.99, null, 0.93], errors: [0.001, null, 0.01] }]), 0.9);
  near(Recall.lowest([{ recall: [1], errors: [0] }]), 0.95);
  near(Recall.lowest([{ recall: [0.01], errors: [0.05] }]), 0);
});

test("flip risks need retrainings, and name the population they were pooled on", () => {
  const retraining = { members: 8, examples: 10000, population: "test" };
  const names = (one) => Lists.listsOf(one, { retraining }).map(({ selection }) => selection);
  assert.deepEqual(names(run("bezier")), ["hard", "uncertain"]);
  assert.deepEqual(names(run("deep_ensemble")), ["hard", "uncertain", "flips"]);
  const [, , flips] = Lists.listsOf(run("bezier", "other"), { retraining });
  assert.match(flips.note, /from 8 retrainings, pooled over 10,000 test images/);
  assert.equal(flips.figure(0.507), "51 %");
});

test("the hardest images are those of the network that stands for the family", () => {
  const note = (method, test) => Lists.listsOf(run(method), test)[0].note;
  const middle = { represented_by: { kind: "middle", words: "network at t = 0.5" } };
  assert.equal(note("bezier", middle), "negative log-likelihood of the network at t = 0.5, nats");
  assert.equal(note("snapshot", { represented_by: null }), "negative log-likelihood, mean of the networks, nats");
  assert.equal(note("bezier", null), "negative log-likelihood, nats");
  assert.equal(note("single", { represented_by: null }), "negative log-likelihood, nats");
});

const answer = {
  probabilities: [
    [[0.9, 0.1], [0.4, 0.6], [0.2, 0.8]],
    [[0.8, 0.2], [0.7, 0.3], [0.3, 0.7]],
  ],
  examples: [{ index: 5 }, { index: 9 }, { index: 2 }],
  split_details: { examples: 10000, differing: [[0, 111], [111, 0]] },
};

test("A and B differ where they name different classes", () => {
  assert.deepEqual(Compare.differing(answer), [1]);
  const gap = { nll: 0.0031, nll_standard_uncertainty: 0.00087, accuracy: -0.0012, accuracy_standard_uncertainty: 0.0005 };
  assert.match(
    Compare.behind({ split_details: { behind_first: [null, gap] } }),
    /loss is 0.00310 ± 0.00087 nats higher than A's and its accuracy 0.12 ± 0.05 points higher/,
  );
  const same = { split_details: { behind_first: [null, { nll: 0, accuracy: 0 }] } };
  assert.equal(Compare.behind(same), "A and B have the same loss and accuracy.");
  assert.match(Compare.summary(answer), /1 of the 3 images in the gallery and for 111 of 10,000 test images \(1.11 %\)/);
});

test("on another map a pinned network is where it is there, and a place of the old plane is let go", () => {
  const landscape = { id: "bbbbbbbbbbbb", geometry: { vertices: [[0, 0], [4, 3]], distances: [0, 0] }, profile: null };
  const a = { kind: "member", member: 1, rim: 0.9, point: { member: 1 }, x: 7, y: 7 };
  const b = { kind: "plane", point: { landscape: "aaaaaaaaaaaa", x: 1, y: 2 }, x: 1, y: 2 };
  const now = { family: "members", run: { recipe: {} }, landscape, pins: { a, b } };
  const moved = Pins.moved(now);
  assert.deepEqual([moved.a.x, moved.a.y, moved.a.point], [4, 3, { member: 1 }]);
  assert.equal(moved.b, null);
});

test("the first pin is A, every further one B", () => {
  const page = State.create({ pins: { a: null, b: null } });
  assert.equal(Pins.next(page.get()), "a");
  Pins.pin(page, "a", { t: 0.1 });
  assert.equal(Pins.next(page.get()), "b");
  Pins.pin(page, "b", { t: 0.2 });
  assert.deepEqual(page.get().pins, { a: { t: 0.1 }, b: { t: 0.2 } });
  assert.equal(Pins.next(page.get()), "b");
});

test("what the subspace says of an image is remembered by its number", () => {
  const known = new Map();
  const said = { predictive_entropy: [0.5], mutual_information: [0.2], predictive: [[0.3, 0.7]] };
  Linking.remember(known, { examples: [{ index: 42 }], ...said });
  assert.deepEqual(known.get(42), { confidence: 0.7, predictive_entropy: 0.5, mutual_information: 0.2 });
  assert.equal(Linking.chosen({ gallery: { indices: [7, 42] }, selected: 1 }), 42);
  assert.equal(Linking.chosen({ gallery: null, selected: 0 }), null);
});

test("an answer about one network says nothing of the same place pinned twice", () => {
  const [here, there] = [{ t: 0.5 }, { t: 0.25 }];
  const pinned = (...places) => ({ pinned: places });
  assert.ok(!Compare.tells(pinned(here), { pins: { a: here, b: here } }));
  assert.ok(Compare.tells(pinned(here, here), { pins: { a: here, b: here } }));
  assert.ok(Compare.tells(pinned(here, there), { pins: { a: here, b: there } }));
  assert.ok(!Compare.tells(pinned(here, there), { pins: { a: there, b: here } }));
  assert.ok(!Compare.tells(pinned(here), { pins: { a: here, b: null } }));
  assert.ok(!Compare.tells(null, { pins: { a: here, b: there } }));
});
