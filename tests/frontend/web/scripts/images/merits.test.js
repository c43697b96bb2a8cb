import assert from "node:assert/strict";
import { test } from "node:test";

import "../catalog.js";
import * as Merits from "#page/images/merits.js";

const run = (method, options = {}) => ({ id: "a", recipe: { method, options } });
const quality = (nll) => ({
  accuracy: 0.9812,
  accuracy_standard_error: 0.0014,
  nll,
  nll_standard_error: 0.0031,
  calibrated_nll: 0.05,
  ece: 0.01,
  scaled: { nll: 0.05, nll_standard_error: 0.003, ece: null },
});
const rows = [
  ["subspace", "curve, mean", "subspace"],
  ["representative", "network at t = 0.5", "subspace"],
];
const columns = (shown, label) => shown.columns.findIndex((column) => column.label === label);

test("a row shows its figures, before and after the temperature", () => {
  const set = { kind: "test", quality: { subspace: quality(0.0612), representative: null }, detection: null };
  const before = Merits.table(set, rows, { scaled: false });
  const [nll, ece] = ["NLL", "ECE"].map((label) => columns(before, label));
  assert.equal(before.rows.length, 1);
  assert.deepEqual(before.rows[0].cells[0], { value: "98.12 %", uncertainty: "± 0.14" });
  assert.deepEqual(before.rows[0].cells[nll], { value: "0.0612", uncertainty: "± 0.0031" });
  const after = Merits.table(set, rows, { scaled: true });
  assert.equal(after.rows[0].cells[nll].value, "0.0500");
  assert.equal(after.rows[0].cells[0].value, "98.12 %");
  assert.deepEqual([before, after].map((shown) => shown.rows[0].cells[ece].value), ["0.0100", "–"]);
});

test("a score that one network lacks is a dash", () => {
  const found = { score: "max_probability", auroc: 0.9, auroc_standard_error: 0.01, aupr: 0.8, fpr95: 0.3, fpr95_ood: 0.4 };
  const detection = { subspace: [found, { ...found, score: "mutual_information", auroc: 0.95 }], representative: [found] };
  const set = { kind: "foreign", quality: null, detection };
  const shown = Merits.table(set, rows, { score: "mutual_information" });
  assert.deepEqual(shown.rows.map(({ cells }) => cells[0].value), ["0.9500", "–"]);
});

test("an ensemble is its own retrainings, one network stands alone", () => {
  const names = (method, options, evaluation = {}) =>
    Merits.rowsOf(run(method, options), evaluation, {}).map(([row, words]) => [row, words]);
  assert.deepEqual(names("deep_ensemble", { members: 5 }), [
    ["subspace", "5 retrainings, mean"],
    ["vertex", "one network"],
  ]);
  assert.deepEqual(names("single", {}, { reference: { members: 8 } }), [
    ["subspace", "trained network"],
    ["reference", "8 retrainings, mean"],
  ]);
});

test("the network that stands for the family is called what it was when it was evaluated", () => {
  const called = (words) => {
    const set = { represented_by: words && { kind: "middle", words }, quality: { representative: quality(0.06) } };
    const rows = Merits.rowsOf(run("bezier"), {}, { kind: "test", ...set });
    const [, row] = Merits.every({ sets: [{ name: "test", kind: "test", examples: 1, ...set }] });
    return [rows.find(([row]) => row === "representative")[1], row[3]];
  };
  assert.deepEqual(called("network at t = 0.5"), ["network at t = 0.5", "representative: network at t = 0.5"]);
  const former = "mean of the control points (former definition)";
  assert.deepEqual(called(former), [former, `representative: ${former}`]);
});

test("flips are told with their members, or that they are not known", () => {
  const width = (kind) => ({ kind, mean_width: 0.1234, mean_log_odds_width: kind === "usual" ? null : 2 });
  const flips = ["pooled", "moderated"].map((kind) => ({ kind, expected: 63.4, safe_share: 0.952 }));
  const found = { members: 5, examples: 10000, flips, intervals: ["usual", "pooled", "moderated"].map(width) };
  const [first, second] = Merits.retraining(found);
  assert.match(first, /about 63 of 10,000 labels .*95\.2 % of the images .*From 5 retrainings/);
  assert.match(second, /0\.123 pooled, 0\.123 moderated, 0\.123 from each image alone\.$/);
  const former = { ...found, intervals: found.intervals.map((one) => ({ ...one, mean_log_odds_width: 2 })) };
  assert.match(Merits.retraining(former)[1], /0\.123 moderated\.$/);
  assert.match(Merits.retraining(null)[0], /two independent retrainings/);
});

test("sets are named as the catalog names them", () => {
  const catalog = {
    datasets: [{ name: "kmnist", title: "KMNIST" }],
    companions: [],
    corruptions: [{ name: "noise", title: "Noise", strengths: [0.04, 0.08], unit: "standard deviation, white being 1" }],
  };
  const sets = [
    { name: "test", kind: "test" },
    { name: "kmnist", kind: "foreign" },
    { name: "noise-2", kind: "corrupted" },
  ];
  assert.deepEqual(
    Merits.groups(sets, catalog).map(({ sets: [[, words]] }) => words),
    ["test images", "KMNIST", "Noise 2 (0.08 standard deviation)"],
  );
});

test("what the reference cannot tell of its equivalent is a bound", () => {
  const words = Merits.equivalent({ words: "2.1", value: 2.1, low: 0.8, high: null, largest: 8 });
  assert.match(words, /Worth 2\.1 retrainings/);
  assert.match(words, /95 % interval < 1 to > 8; the reference has 8/);
});

test("the lines below a table are about the set that it shows", () => {
  const evaluation = {
    against: { equivalent: { words: "2.0", low: 1, high: 3, largest: 8 } },
    parity: { sentence: "Not caught up." },
    missing: ["EMNIST letters is not on this machine."],
  };
  const lines = (kind) => Merits.notes({ kind, examples: 2000, networks: 1, retraining: null }, evaluation);
  assert.deepEqual(lines("corrupted").slice(2), []);
  assert.deepEqual(lines("foreign").slice(2), evaluation.missing);
  assert.match(lines("test").slice(2).join(" "), /Worth 2\.0 retrainings.*Not caught up\. EMNIST letters/);
});

test("every figure of an evaluation has its unit", () => {
  const quality = { subspace: { accuracy: 0.98, nll: 0.06, scaled: { ece: 0.01 } } };
  const detection = { subspace: [{ score: "entropy", auroc: 0.9 }] };
  const rows = Merits.every({
    sets: [
      { name: "test", kind: "test", examples: 10, quality },
      { name: "kmnist", kind: "foreign", examples: 5, detection },
    ],
  });
  assert.deepEqual(rows.slice(1), [
    ["test", "test", 10, "subspace", "accuracy", "fraction", 0.98],
    ["test", "test", 10, "subspace", "nll", "nats", 0.06],
    ["test", "test", 10, "subspace", "scaled.ece", "fraction", 0.01],
    ["kmnist", "foreign", 5, "subspace", "entropy.auroc", "1", 0.9],
  ]);
});
