/* What an answer about an ensemble says: a table, sentences, and what the charts draw. Pure. */

import * as Numbers from "../base/numbers.js";
import * as Foreign from "../evaluation/foreign.js";
import * as Reliability from "../evaluation/reliability.js";

const fixed = (value, decimals = 4) => ({ value: Numbers.fixed(value, decimals), uncertainty: "" });

const detected = (score) => (figures) => {
  const found = figures.detection.find((one) => one.score === score);
  if (!found) return fixed(null);
  return { ...fixed(found.auroc), uncertainty: `± ${Numbers.fixed(found.auroc_standard_error, 4)}` };
};

const COLUMNS = [
  { label: "Networks", cell: ({ networks }) => ({ value: String(networks), uncertainty: "" }) },
  { label: "Cost", cell: ({ equivalent_trainings: cost }) => ({ value: cost == null ? "–" : Numbers.times(cost, "training"), uncertainty: "" }) },
  { label: "Accuracy", cell: ({ quality }) => Numbers.percent(quality.accuracy, quality.accuracy_standard_error) },
  { label: "NLL", cell: ({ quality }) => Numbers.loss(quality.nll, quality.nll_standard_error) },
  { label: "Brier", cell: ({ quality }) => fixed(quality.brier) },
  { label: "ECE", cell: ({ quality }) => fixed(quality.ece) },
  {
    label: "ECE by chance",
    cell: ({ quality }) => ({
      ...fixed(quality.ece_null),
      uncertainty: quality.ece_null == null ? "" : `± ${Numbers.fixed(quality.ece_null_standard_deviation, 4)}`,
    }),
  },
];
const FOREIGN = [
  { label: "AUROC, entropy", cell: detected("predictive_entropy") },
  { label: "AUROC, mutual inf.", cell: detected("mutual_information") },
];

const SAME = 1e-9; // nats

const deep = ({ reference }) => `Deep Ensemble, ${reference.networks} retrainings`;
const own = ({ ensemble }) => (ensemble.networks === 1 ? "your network" : "your ensemble");

/* {columns, rows: [{words, style, cells}]}. */
export function table(answer) {
  const columns = answer.foreign ? [...COLUMNS, ...FOREIGN] : COLUMNS;
  const rows = [[own(answer), "subspace", answer.ensemble]];
  if (answer.reference) rows.push([deep(answer), "retrainings", answer.reference]);
  return {
    columns,
    rows: rows.map(([words, style, figures]) => ({ words, style, cells: columns.map(({ cell }) => cell(figures)) })),
  };
}

/* On which images, and what is not there. */
export function notes(answer) {
  const { examples, split_examples: all, foreign_examples: foreign, missing, reference } = answer;
  const images =
    examples === all
      ? `On all ${Numbers.count(all)} test images`
      : `On ${Numbers.count(examples)} of ${Numbers.count(all)} test images, the same random ones for every network of this data`;
  const beside = reference ? ", the Deep Ensemble too" : "";
  const others = foreign ? `; ${Numbers.count(foreign)} foreign images` : "";
  const none = reference ? "" : " No retrainings of this procedure are there to compare with.";
  return `${images}${beside}${others}.${none}${missing ? ` ${missing}` : ""}`;
}

/* Who has the better likelihood, and whether confidence comes true. */
export function verdict({ ensemble, reference }) {
  const calibration = `Your ensemble: ${Reliability.verdict(ensemble.quality)}.`;
  if (!reference) return calibration;
  const gap = ensemble.quality.nll - reference.quality.nll;
  const error = Math.hypot(ensemble.quality.nll_standard_error, reference.quality.nll_standard_error);
  const better = gap < 0 ? "Your ensemble's" : "The Deep Ensemble's";
  const sure = Math.abs(gap) > 2 * error ? "" : ", less than the test images can tell apart";
  const shown = Numbers.loss(Math.abs(gap), error);
  const nll =
    Math.abs(gap) < SAME
      ? "Both are equally good."
      : `${better} likelihood is better, by ${shown.value} ${shown.uncertainty} nats${sure}.`;
  return `${nll} ${calibration}`;
}

/* For the reliability diagram; the last lies on top. */
export function series(answer) {
  const both = [
    answer.reference && { role: "retrainings", words: deep(answer), quality: answer.reference.quality },
    { role: "subspace", words: own(answer), quality: answer.ensemble.quality },
  ];
  return both.filter(Boolean).map((one) => ({ ...one, bins: one.quality.reliability }));
}

/* For the histograms: rows of panels; none without foreign images. */
export function panels(answer) {
  if (!answer.foreign) return [];
  const rows = [Foreign.panels("subspace", own(answer), answer.ensemble.detection, true)];
  if (answer.reference)
    rows.push(Foreign.panels("retrainings", "Deep Ensemble", answer.reference.detection, false));
  return rows.filter((row) => row.length);
}
