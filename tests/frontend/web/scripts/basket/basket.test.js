import assert from "node:assert/strict";
import { test } from "node:test";

import * as Figures from "#page/basket/basket_figures.js";
import * as Places from "#page/basket/basket_places.js";
import * as Tools from "#page/basket/basket_tools.js";

const at = (t) => ({ kind: "t", t, point: { t }, x: t, y: 0 });

test("a piece of the curve holds both its ends", () => {
  assert.deepEqual(Places.segment(0.2, 0.8, 4).map((t) => t.toFixed(1)), ["0.2", "0.4", "0.6", "0.8"]);
  assert.deepEqual(Places.segment(0.8, 0.2, 2), [0.2, 0.8]);
  assert.deepEqual(Places.segment(0, 1, 1), [0.5]);
  assert.deepEqual(Places.segment(0.3, 0.3, 8), [0.3]);
});

test("places of a group share a chip and leave together", () => {
  const basket = [at(0.5), ...Places.grouped([at(0.1), at(0.2)], "a piece"), at(0.9)];
  const chips = Places.chips(basket, []);
  assert.deepEqual(chips.map(({ words }) => words), ["t = 0.50", "a piece, 2 networks", "t = 0.90"]);
  assert.deepEqual(Places.without(basket, chips[1].indices).map(({ t }) => t), [0.5, 0.9]);
});

test("the basket never holds more than the service takes", () => {
  const many = Array.from({ length: 70 }, (_, index) => at(index / 70));
  const { basket, left } = Places.added([], many, { count: 10 });
  assert.deepEqual([basket.length, left], [54, 16]);
  assert.equal(Places.added(basket, [at(0.999)], null).basket.length, 55);
  assert.equal(Places.omitted({ left: 16, known: 0, of: 70 }), "An ensemble holds at most 64 networks: 16 of these 70 are left out. Take others out first.");
});

test("a network is in the basket once, however often it is added", () => {
  const piece = [at(0.2), at(0.5), at(0.8)];
  const once = Places.added([], piece, null).basket;
  assert.deepEqual(Places.added(once, piece, null), { basket: once, left: 0, known: 3 });
  assert.deepEqual(Places.added([], [at(0.3), at(0.3)], null).basket, [at(0.3)]);
  assert.equal(Places.omitted({ left: 0, known: 3, of: 3 }), "These networks are in the basket already.");
  assert.equal(Places.omitted({ left: 0, known: 1, of: 1 }), "This network is in the basket already.");
  assert.equal(Places.omitted({ left: 0, known: 1, of: 3 }), "1 of these 3 is in the basket already.");
});

test("as many networks as fit are spread over the whole piece, and named so", () => {
  const trail = { t: [0, 1], x: [0, 4], y: [0, 2] };
  const now = { landscape: { profile: { trail } }, basket: [], sample: null };
  const piece = Tools.piece(now, [0, 1], 1000);
  assert.deepEqual([piece.length, piece[0].t, piece.at(-1).t], [64, 0, 1]);
  assert.equal(Places.chips(piece, [])[0].words, "t 0.00 to 1.00, 64 networks");
  const beside = Tools.piece({ ...now, basket: [at(0.1)], sample: { count: 53 } }, [0, 0.5], 1000);
  assert.deepEqual([beside.length, beside.at(-1).t], [10, 0.5]);
  assert.equal(Places.pieceName(0.001, 0.25), "t 0.001 to 0.25");
  assert.equal(Places.cut(64, 1000), "An ensemble holds at most 64 networks: 64 of the 1,000 that were asked for.");
});

test("a question names points, sample and foreign set as far as there are any", () => {
  assert.equal(Places.question({ basket: [], sample: null }, "kmnist"), null);
  assert.deepEqual(Places.question({ basket: [at(0.5)] }, null), { points: [{ t: 0.5 }] });
  const sample = { count: 8, concentration: 0.5 };
  assert.deepEqual(Places.question({ basket: [], sample }, "kmnist"), { sample, foreign: "kmnist" });
  assert.equal(Places.sampled(sample), "8 samples, concentration 0.5");
  assert.equal(Places.sampled({ count: 1, concentration: 1 }), "1 sample");
});

test("marks lie where the networks lie on the map that is shown", () => {
  const landscape = {
    id: "a",
    geometry: { vertices: [[0, 0], [4, 0]], x: [0, 4], y: [0, 1] },
    profile: { trail: { t: [0, 1], x: [0, 4], y: [0, 2] } },
  };
  const elsewhere = { point: { landscape: "b", x: 1, y: 1 }, x: 1, y: 1 };
  const here = { point: { landscape: "a", x: 3, y: 1 }, x: 3, y: 1 };
  const mixture = { point: { coefficients: [0.25, 0.75] }, x: 9, y: 9 };
  const basket = [at(0.5), elsewhere, here, mixture, { point: { member: 1 } }];
  const drawn = [...basket.map(() => ({})), { coefficients: [0.5, 0.5] }, { coefficients: null }];
  assert.deepEqual(Places.marks({ basket, landscape }, drawn), [[2, 1], [3, 1], [3, 0], [4, 0], [2, 0]]);
  assert.deepEqual(Places.marks({ basket, landscape: null }, []), []);
});

test("the vertices of a simplex are its corners, those of a curve its ends", () => {
  const geometry = { vertices: [[0, 0], [1, 0], [0, 1]] };
  const corners = Tools.named({ family: "simplex", landscape: { geometry } });
  assert.deepEqual(corners.map(({ point }) => point.coefficients), [[1, 0, 0], [0, 1, 0], [0, 0, 1]]);
  const profile = { trail: { t: [0, 1], x: [0, 1], y: [0, 0] } };
  assert.deepEqual(Tools.named({ family: "curve", landscape: { geometry, profile } }).map(({ t }) => t), [0, 1]);
  assert.deepEqual(Tools.named({ family: "members", landscape: { geometry } }).map(({ member }) => member), [0, 1, 2]);
  assert.deepEqual(Tools.named({ family: "curve", landscape: null }), []);
});

const quality = (nll) => ({
  accuracy: 0.98,
  accuracy_standard_error: 0.0014,
  nll,
  nll_standard_error: 0.003,
  brier: 0.03,
  ece: 0.008,
  ece_null: 0.003,
  ece_null_standard_deviation: 0.0008,
  reliability: [{ images: 10, confidence: 0.9, accuracy: 0.95, standard_error: 0.01 }],
});
const one = (networks, nll, cost) => ({ networks, quality: quality(nll), detection: [], equivalent_trainings: cost });
const answer = (own, other, more = {}) => ({ examples: 10000, split_examples: 10000, foreign: null, missing: null, ensemble: own, reference: other, ...more });
const row = (shown, label) => shown.columns.findIndex((column) => column.label === label);

test("the table sets costs in training and in use beside each other", () => {
  const shown = Figures.table(answer(one(11, 0.065, 3), one(8, 0.052, null)));
  assert.deepEqual(shown.rows.map(({ words }) => words), ["your ensemble", "Deep Ensemble, 8 retrainings"]);
  const [networks, cost] = ["Networks", "Cost"].map((label) => row(shown, label));
  assert.deepEqual(shown.rows.map(({ cells }) => cells[networks].value), ["11", "8"]);
  assert.deepEqual(shown.rows.map(({ cells }) => cells[cost].value), ["3 trainings", "–"]);
  assert.equal(row(shown, "AUROC, entropy"), -1);
});

test("one network has no mutual information to tell foreign images by", () => {
  const found = { score: "predictive_entropy", auroc: 0.88, auroc_standard_error: 0.004 };
  const shown = Figures.table(answer({ ...one(1, 0.1, 1), detection: [found] }, null, { foreign: "kmnist" }));
  const cells = shown.rows[0].cells.slice(-2).map(({ value }) => value);
  assert.deepEqual(cells, ["0.8800", "–"]);
  assert.equal(shown.rows[0].words, "your network");
});

test("the verdict says who is better, and when the images cannot tell", () => {
  assert.match(Figures.verdict(answer(one(2, 0.065, 1), one(8, 0.042, 8))), /^The Deep Ensemble's likelihood is better, by 0\.0230 ± 0\.0042 nats\. Your ensemble: calibration error/);
  assert.match(Figures.verdict(answer(one(2, 0.05, 1), one(8, 0.052, 8))), /^Your ensemble's likelihood is better.*less than the test images can tell apart/);
  assert.match(Figures.verdict(answer(one(8, 0.05, 8), one(8, 0.05, 8))), /^Both are equally good\./);
  assert.match(Figures.verdict(answer(one(2, 0.05, 1), null)), /^Your ensemble: calibration/);
});

test("the notes say on how many images, and what is missing", () => {
  assert.match(Figures.notes(answer(one(2, 0.1, 1), one(8, 0.1, 8))), /^On all 10,000 test images, the Deep Ensemble too\.$/);
  const some = Figures.notes(answer(one(2, 0.1, 1), null, { examples: 2000, missing: "KMNIST is not here." }));
  assert.match(some, /2,000 of 10,000 test images.*No retrainings.*KMNIST is not here\./);
});
