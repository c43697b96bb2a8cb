import assert from "node:assert/strict";
import { test } from "node:test";

import "../catalog.js";
import * as Verdict from "#page/evaluation/verdict.js";

const run = (method, options = {}) => ({ id: "a", recipe: { method, options } });
const CURVE = run("curve_between");
const scored = (nll, members = 1, error = 0.003) => ({ nll, nll_standard_error: error, members });
const gap = (nll, uncertainty) => ({ nll, nll_standard_uncertainty: uncertainty });
const worth = (value, largest = 8) => ({ equivalent: { value, largest } });
const said = (of, evaluation) =>
  Verdict.sentence(of, { equivalent_trainings: 3, reference_equivalent_trainings: 8, ...evaluation });

test("the retrainings win, and the curve is worth less than one of them", () => {
  const evaluation = { subspace: scored(0.066, 32), single: scored(0.059), reference: scored(0.04, 8), against: worth(0.4) };
  assert.equal(
    said(CURVE, evaluation),
    "Eight retrainings predict best; the curve costs three trainings and is worth less than one.",
  );
});

test("the curve wins; what it is worth is a number, or a bound", () => {
  const evaluation = { subspace: scored(0.03, 32), single: scored(0.059), reference: scored(0.05, 8) };
  const with_ = (value) => said(CURVE, { ...evaluation, against: worth(value) });
  assert.equal(with_(3.26), "The curve predicts best; it costs three trainings and is worth about 3.3.");
  for (const beyond of [null, 9.5])
    assert.equal(with_(beyond), "The curve predicts best; it costs three trainings and is worth more than eight.");
});

test("what lies within its interval is a tie", () => {
  const evaluation = { subspace: scored(0.052, 32), single: scored(0.07), reference: scored(0.05, 8), against: worth(6.2) };
  assert.equal(
    said(CURVE, evaluation),
    "The curve and eight retrainings predict equally well, and better than one network; the curve costs three trainings and is worth about 6.2.",
  );
  const all = { ...evaluation, single: scored(0.054) };
  assert.match(said(CURVE, all), /^The curve, one network and eight retrainings predict equally well; /);
});

test("images compared one by one tell apart what separate samples do not, and the other way", () => {
  const close = { subspace: scored(0.052, 32), single: scored(0.09), reference: scored(0.05, 8), single_from: "reference" };
  const paired = (nll, uncertainty) => said(CURVE, { ...close, against: { ...worth(6), ensemble: gap(nll, uncertainty), mean: gap(-0.04, 0.001) } });
  assert.match(paired(0.002, 0.0004), /^Eight retrainings predict best;/);
  assert.match(paired(0.002, 0.0011), /^The curve and eight retrainings predict equally well, and better than one network;/);
  assert.match(paired(-0.002, 0.0004), /^The curve predicts best;/);
});

test("retrainings are compared with one of them image by image", () => {
  const evaluation = { subspace: scored(0.066, 32), single: scored(0.0586), reference: scored(0.0522, 8), single_from: "reference" };
  assert.match(said(CURVE, evaluation), /^One network and eight retrainings predict equally well/);
  assert.match(said(CURVE, { ...evaluation, reference_gain: gap(-0.0064, 0.0008) }), /^Eight retrainings predict best;/);
  const own = { subspace: scored(0.0522, 8), single: scored(0.0586), single_from: "reference", run: "a", reference_run: "a", equivalent_trainings: 8 };
  const ensemble = run("deep_ensemble", { members: 8 });
  assert.match(said(ensemble, own), /^Eight retrainings and one network predict equally well;/);
  assert.match(said(ensemble, { ...own, gain: gap(-0.0064, 0.0008) }), /^Eight retrainings predict better than one network;/);
});

test("without retrainings it is compared with one network, and what it is worth stays open", () => {
  const evaluation = { subspace: scored(0.04, 32), single: scored(0.06) };
  assert.equal(
    said(CURVE, evaluation),
    "The curve predicts better than one network; it costs three trainings; what that is worth in retrainings nobody can say yet.",
  );
  assert.match(said(CURVE, { ...evaluation, single: scored(0.042) }), /^The curve and one network predict equally well; /);
  assert.match(said(CURVE, { ...evaluation, single: scored(0.02) }), /^One network predicts better than the curve; /);
});

test("with nothing to compare, nobody can say", () => {
  assert.equal(
    said(run("swag"), { subspace: scored(0.04, 32), equivalent_trainings: 1 }),
    "Nobody can say yet how well the cloud predicts: there are no retrainings to compare with; it costs one training.",
  );
  assert.match(said(run("espro"), { subspace: scored(0.04, 32) }), /the simplexes predict: .*; they cost three trainings\.$/);
  assert.equal(
    said(run("imported"), { subspace: scored(0.04), equivalent_trainings: 0 }),
    "Nobody can say yet how well the imported network predicts: there are no retrainings to compare with.",
  );
});

test("retrainings are compared with one of them", () => {
  const evaluation = { subspace: scored(0.04, 8), single: scored(0.06), equivalent_trainings: 8, reference: scored(0.04, 8) };
  assert.equal(
    said(run("deep_ensemble", { members: 8 }), evaluation),
    "Eight retrainings predict better than one network; they cost eight trainings.",
  );
});

test("one network beside retrainings", () => {
  const evaluation = { subspace: scored(0.06), single: scored(0.06), reference: scored(0.04, 5), equivalent_trainings: 1, against: worth(1.04, 5) };
  assert.equal(
    said(run("single"), evaluation),
    "Five retrainings predict better than the trained network; the trained network costs one training and is worth about 1.0.",
  );
});

test("while it is evaluated the sentence says so; without an evaluation there is none", () => {
  const evaluation = { subspace: scored(0.066, 32), single: scored(0.059), reference: scored(0.04, 8), against: null };
  assert.match(said(CURVE, { ...evaluation, phase: "running" }), /costs three trainings; what that is worth is being evaluated\.$/);
  assert.match(said(CURVE, { ...evaluation, phase: "completed" }), /costs three trainings\.$/);
  assert.match(said(CURVE, { ...evaluation, equivalent_trainings: 2.5 }), /costs 2\.5 trainings\.$/);
  assert.equal(Verdict.sentence(CURVE, null), "");
});
