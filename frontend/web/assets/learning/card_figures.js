/* What further cards give away: the basket, the map of solutions, the curves of a training. */

import { byId } from "../base/dom.js";
import * as BasketFigures from "../basket/basket_figures.js";
import * as Merits from "../images/merits.js";
import * as Solutions from "../solutions/solutions.js";
import * as Words from "../weights/words.js";

const drawnIn = (place) => () => (typeof place === "string" ? byId(place) : place).querySelector("svg");
const FAMILY = { mark: "square", colour: "subspace", words: "your ensemble" };
const OTHERS = { mark: "small", colour: "retrainings", words: "Deep Ensemble" };
const spoken = (id) => () => [...byId(id).querySelectorAll("tr")].map((row) => [...row.children].map((cell) => cell.textContent));

const needed = (answer) => {
  if (answer) return answer;
  throw new Error("Nothing has been computed in this card yet; put something in, or scroll to it, then save.");
};

/* Everything that is a number, named as the service names it. */
const numbers = (found) => Object.entries(found).filter(([, value]) => typeof value === "number");

function worth(answer) {
  const parts = Object.entries({ ensemble: answer.ensemble, "Deep Ensemble": answer.reference }).filter(([, found]) => found);
  return [
    ["networks", "figure", "unit", "value"],
    ...parts.flatMap(([who, { quality, ...rest }]) =>
      [...numbers(rest), ...numbers(quality)].map(([name, value]) => [who, name, Merits.unitOf(name), value]),
    ),
  ];
}

const bins = (answer) =>
  BasketFigures
    .series(answer)
    .flatMap(({ words, bins: all }) =>
      all.map(({ images, confidence, accuracy, standard_error: error }) => [words, images, confidence, accuracy, error]),
    );

export const basket = (view) => [
  { name: "ensemble", title: () => "Your ensemble", rows: () => worth(needed(view.answer)), shown: () => needed(view.answer) && spoken("basket-table")() },
  {
    name: "reliability of the ensemble",
    title: () => "Reliability of the ensemble",
    svg: () => needed(view.answer) && drawnIn("basket-reliability")(),
    rows: () => [
      ["networks", "images (count)", "confidence (fraction)", "accuracy (fraction)", "standard error (fraction)"],
      ...bins(needed(view.answer)),
    ],
    legend: () => [FAMILY, OTHERS],
    axes: () => ({ x: "confidence, fraction", y: "share that is right; below it images, log scale" }),
  },
];

export const solutions = (view) => ({
  name: "map of solutions",
  title: () => "Map of solutions: distances between what networks say",
  svg: () => needed(view.answer) && drawnIn("solutions-chart")(),
  rows: () => [
    ["network", "role", "first axis (√nat)", "second axis (√nat)", "accuracy (fraction)", "NLL (nats)"],
    ...needed(view.answer).networks.map((one) => [Solutions.named(one, view.names()), one.role, one.x, one.y, one.accuracy, one.nll]),
  ],
  legend: () => [
    { mark: "dot", colour: "here", words: "this network" },
    { mark: "dot", colour: "subspace", words: Words.whole(view.state.get().run, view.state.get().family) },
    { mark: "cross", colour: "retrainings", words: "retrainings" },
  ],
  axes: () => ({ x: "classical multidimensional scaling; as many units on both axes" }),
});

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
