/* What can be saved of the ensemble basket: its table, and its reliability. */

import { byId } from "../base/dom.js";
import { drawnIn, needed } from "../base/export.js";
import * as BasketFigures from "./basket_figures.js";
import * as Merits from "../images/merits.js";

const FAMILY = { mark: "square", colour: "subspace", words: "your ensemble" };
const OTHERS = { mark: "small", colour: "retrainings", words: "Deep Ensemble" };
const spoken = (id) => () => [...byId(id).querySelectorAll("tr")].map((row) => [...row.children].map((cell) => cell.textContent));

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
  BasketFigures.series(answer)
    .flatMap(({ words, bins: all }) =>
      all.map(({ images, confidence, accuracy, standard_error: error }) => [words, images, confidence, accuracy, error]),
    );

export const of = (view) => [
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
