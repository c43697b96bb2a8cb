/* What can be saved of the map of solutions. */

import { drawnIn, needed } from "../base/export.js";
import * as Words from "../weights/words.js";

/* `view.named(network, names)` says what a network is. */
export const of = (view) => ({
  name: "map of solutions",
  title: () => "Map of solutions: distances between what networks say",
  svg: () => needed(view.answer) && drawnIn("solutions-chart")(),
  rows: () => [
    ["network", "role", "first axis (√nat)", "second axis (√nat)", "accuracy (fraction)", "NLL (nats)"],
    ...needed(view.answer).networks.map((one) => [view.named(one, view.names()), one.role, one.x, one.y, one.accuracy, one.nll]),
  ],
  legend: () => [
    { mark: "dot", colour: "here", words: "this network" },
    { mark: "dot", colour: "subspace", words: Words.whole(view.state.get().run) },
    { mark: "cross", colour: "retrainings", words: "retrainings" },
  ],
  axes: () => ({ x: "classical multidimensional scaling; as many units on both axes" }),
});
