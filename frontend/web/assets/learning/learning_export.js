/* What can be saved of the curves of trainings. */

import { drawnIn } from "../base/export.js";

/* Of trainings: [{name, record}, ...], each record as curves.js keeps it. */
export const learned = (runs) => [
  ["run", "kind", "network", "epochs (count)", "loss (nats)", "accuracy (fraction)", "learning rate (1)"],
  ...runs.flatMap(({ name, record }) => [
    ...[...record.lines].flatMap(([member, line]) =>
      line.map(([at, loss, rate]) => [name, "training", member, at, loss, null, rate]),
    ),
    ...record.dots.map(({ at, loss, accuracy, member, rate }) => [name, "test", member, at, loss, accuracy, rate]),
  ]),
];

export const training = (box, run, record) => ({
  name: "training",
  title: () => "Training loss, smoothed (lines), and test loss after each epoch (dots)",
  svg: drawnIn(box),
  rows: () => learned([{ name: run.name, record }]),
  axes: () => ({ y: "loss, nats, log scale" }),
});

export const learning = (shown) => ({
  name: "learning curves",
  title: () => "Training: loss, test accuracy and learning rate over the epochs",
  svg: drawnIn("learning-chart"),
  rows: () => learned(shown()),
  legend: () =>
    shown().map(({ name, colour }) => ({ mark: "line", colour, words: name })),
  axes: () => ({ x: "epochs; training loss thin, smoothed, test figures with a dot after each epoch" }),
});
