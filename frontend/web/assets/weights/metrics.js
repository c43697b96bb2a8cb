/* What the map, the way and a place can show: how high each metric stands, at which values a person
 looks, and how it is said. Pure. */

import * as Levels from "../base/levels.js";
import * as Numbers from "../base/numbers.js";

export const HIGHEST_LOSS = 10;
const LOWEST_ERROR = 1e-4;
const LOWEST_RISE = 1e-3; // of a metric that can be 0
const LEAST_RANGE = 2; // of loss, or of the error: less is not drawn in all colours
const RELIEF = 5; // heights of a metric on a linear scale, about as many as the log loss has
const COARSE = /^0?[.0]*[125]0*$/; // 0.1, 0.2, 0.5, 1, 2, 5: the lines that carry their value
const PARTS = [0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const MARKS = 5; // of the profile's axis, at most

const least = (values) => Math.min(...values);
const most = (values) => Math.max(...values);
const short = (value, digits) => Numbers.short(value, digits);
const percent = (value) => `${short(100 * value, value < 0.01 ? 1 : 2)} %`;
const share = (value, decimals) => Numbers.share(value, decimals);
const between = (values, low, high) => values.filter((value) => value > low && value < high);
const extreme = (pick, words) => (values) => (values.length ? words(pick(values)) : "its numbers overflow");

const NO_BARRIER = 0.0005; // nats; what would be written as 0.000

function barrier(_, { barrier: height }) {
  if (height === null) return "the loss overflows";
  if (height < NO_BARRIER) return "no barrier";
  return `barrier ${Numbers.fixed(height, height >= 0.1 ? 2 : 3)} nats`;
}

/* On the map as on the profile. */
const logarithmic = (height, value) => ({ height, value, rise: height, fall: value });

/* On the map; the profile has room for a logarithm. */
const linear = {
  height: (value) => RELIEF * value,
  value: (height) => height / RELIEF,
  rise: (value) => Math.log(Math.max(value, LOWEST_RISE)),
  fall: Math.exp,
  empty: 0,
  best: least,
  worst: most,
  chance: () => null,
  labelled: () => true,
};

/* A fraction, of which less is better, on a linear scale. */
const fraction = (name) => ({
  ...linear,
  name,
  axis: `${name}, per cent`,
  wayAxis: `${name}, per cent, log scale`,
  shown: (value) => 100 * value,
  levels: (low, high) => between(PARTS, Math.max(low, 0.004), high),
  ticks: ({ best, worst }) => [
    [best, percent(best)],
    [worst, percent(worst)],
    ...between([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], best, worst).map((value) => [
      value,
      percent(value),
    ]),
  ],
  marks: (low, high) => Levels.ticks(low, high, MARKS).map((value) => [value, percent(value)]),
  along: extreme(most, (value) => `at most ${percent(value)}`),
  told: (value) => Numbers.percent(value),
});

/* Of each: its words; `height` to `labelled` and `ticks` for the map; `rise`, `fall`, `marks` and
   `along` for the profile; `told` and `meaning` for a place. */
export const METRICS = {
  loss: {
    ...logarithmic((value) => Math.log(Math.max(value, 1e-6)), Math.exp),
    name: "loss",
    title: "Loss",
    hover: "loss %{z:.4~g}",
    axis: "loss, nats, log scale",
    shown: (value) => value,
    best: least,
    worst: (values) => Math.min(HIGHEST_LOSS, Math.max(most(values), LEAST_RANGE * least(values))),
    empty: 0.1,
    chance: (classes) => Math.log(classes),
    levels: (low, high) => Levels.contours(low, high),
    labelled: (level) => COARSE.test(level),
    ticks: ({ best, worst }, classes, narrow) => [
      [best, short(best)],
      [worst, worst < HIGHEST_LOSS ? short(worst) : narrow ? "10 +" : "10 and more"],
      ...(Math.log(classes) <= worst ? [[Math.log(classes), `${Numbers.fixed(Math.log(classes), 2)} chance`]] : []),
      ...between([0.1, 0.2, 0.3, 0.5, 1, 2, 5], best, worst).map((value) => [value, String(value)]),
    ],
    marks: (low, high) => Levels.ticks(low, high, MARKS).map((value) => [value, short(value)]),
    along: barrier,
    hint: "Barrier: how far the loss on the way rises above the straight line between the losses of its two ends; no barrier where it stays on or below that line.",
    told: (value, error) => Numbers.loss(value, error),
    meaning: "Cross-entropy on the whole split in nats, with its sampling standard error.",
  },
  accuracy: {
    ...logarithmic((value) => Math.log(Math.max(1 - value, LOWEST_ERROR)), (height) => 1 - Math.exp(height)),
    name: "accuracy",
    title: "Accuracy",
    hover: "accuracy %{z:.2%}",
    axis: "accuracy, log scale of the error",
    shown: (value) => 100 * value,
    best: most,
    worst: (values) => Math.max(0, Math.min(least(values), 1 - LEAST_RANGE * (1 - most(values)))),
    empty: 0.98,
    chance: (classes) => 1 / classes,
    levels: (best) => Levels.accuracies(best),
    labelled: () => true,
    ticks: ({ best, worst }, classes) => [
      [best, share(best)],
      [worst, share(worst)],
      ...(1 / classes >= worst ? [[1 / classes, `${share(1 / classes, 0)} chance`]] : []),
      ...between([0.5, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99], worst, best)
        .toReversed()
        .map((value) => [value, share(value, 0)]),
    ],
    marks: (high, low) =>
      Levels.ticks(1 - high, 1 - low, MARKS).map((error) => [1 - error, `${short(100 * (1 - error))} %`]),
    along: extreme(least, (value) => `at least ${share(value)}`),
    hint: "Bad networks stand high: the axis is that of the share that is wrong, on a log scale.",
    told: (value, error) => Numbers.percent(value, error),
    meaning: "On the whole split, with its sampling standard error.",
  },
  ece: {
    ...fraction("calibration error"),
    title: "Calibration error",
    hover: "calibration error %{z:.2%}",
    hint: "Calibration error: how far confidence and the share that is right lie apart, in 15 bins of confidence.",
    lackingAlong: "an older map, without calibration error here",
    meaning: "How far confidence and the share that is right lie apart, in 15 bins of confidence, on the whole split. Chance alone makes it positive.",
  },
  entropy: {
    ...linear,
    name: "entropy",
    title: "Entropy",
    hover: "mean entropy %{z:.3~g} nats",
    axis: "entropy, nats",
    wayAxis: "entropy, nats, log scale",
    shown: (value) => value,
    levels: (low, high) => between([0.02, 0.05, 0.1, 0.2, 0.5, 1, 1.5, 2], low, high),
    ticks: ({ best, worst }, classes) => [
      [best, short(best, 2)],
      [worst, short(worst, 2)],
      ...(Math.log(classes) <= worst ? [[Math.log(classes), `${Numbers.fixed(Math.log(classes), 2)} no idea`]] : []),
      ...between([0.1, 0.2, 0.5, 1, 1.5, 2], best, worst).map((value) => [value, String(value)]),
    ],
    marks: (low, high) => Levels.ticks(low, high, MARKS).map((value) => [value, short(value)]),
    along: extreme(most, (value) => `at most ${short(value, 2)} nats`),
    hint: "Mean entropy of each network's answers: low is sure, which is not yet right.",
    lackingAlong: "an older map, without entropy here",
    told: (value, error) => Numbers.loss(value, error),
    meaning: "Mean entropy of the network's answers on the whole split in nats, with its sampling standard error.",
  },
  disagreement: {
    ...fraction("disagreement"),
    title: "Disagreement",
    hover: "another label for %{z:.2%} of the images",
    hint: "Disagreement: share of the images that a network on the way labels otherwise than the one where you are.",
    lackingAlong: "disagreement: on the map alone",
    told: () => ({ value: "0 %", uncertainty: "from itself" }),
    meaning: "Share of the images that a network labels otherwise than the one where you are: none here.",
  },
};

const [LOSS, ALL, PLACED] = ["loss", "all", "disagreement"];
const OLD = "This map is older than that metric: draw it anew to see it.";
const WHOLE = "It is a figure of all images: choose “All images” to see it.";

/* Why a metric cannot be shown now; an empty string where it can. */
export function lacking(metric, { landscape, subject, disagreement }) {
  if (metric === LOSS || metric === "accuracy" || !landscape?.geometry) return "";
  if (subject !== ALL) return WHOLE;
  if (metric === PLACED) return disagreement?.refused ?? "";
  return metric in landscape.values ? "" : OLD;
}

/* The state as the map draws it: with the grid that depends on where one stands, and with the
   loss in place of a metric that cannot be shown (yet). */
export function seen(state) {
  const { landscape, metric, subject, disagreement } = state;
  if (!landscape) return state;
  const known = metric === PLACED && subject === ALL && disagreement?.landscape === landscape.id;
  const values = known ? { ...landscape.values, disagreement: disagreement.grid } : landscape.values;
  return { ...state, landscape: { ...landscape, values }, metric: metric in values ? metric : LOSS };
}

/* What the figures of a place are about: the metric that is shown, and accuracy beside it. */
export const ofPlace = (metric) => (metric === LOSS || metric === "accuracy" ? [LOSS, "accuracy"] : [metric, "accuracy"]);

export const of = (metric) => METRICS[metric];
