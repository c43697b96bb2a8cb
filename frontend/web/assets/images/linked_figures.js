/* What the linked cards give away: reliability, foreign images, recall, the lists, A and B. */

import { byId } from "../base/dom.js";
import * as Exports from "../base/export.js";
import * as Words from "../weights/words.js";

const SHAPES = { subspace: "square", retrainings: "small", here: "dot", plain: "small" };
const keys = (series) =>
  series.map(({ role, words }) => ({ mark: SHAPES[role], colour: role === "plain" ? "text" : role, words }));

const imagesOf = (id) => byId(id).querySelector("select").selectedOptions[0].text;

export const reliability = (view) => ({
  name: "reliability",
  title: () => `Reliability on ${imagesOf("reliability-set")}`,
  svg: Exports.drawnIn("reliability-chart"),
  rows: () => [
    ["networks", "images (count)", "confidence (fraction)", "accuracy (fraction)", "standard error (fraction)"],
    ...view.series.flatMap(({ words, bins }) =>
      bins.map((bin) => [words, bin.images, bin.confidence, bin.accuracy, bin.standard_error]),
    ),
  ],
  legend: () => keys(view.series),
  axes: () => ({ x: "confidence, fraction", y: "share that is right; below it images, log scale" }),
});

export const foreign = (view) => ({
  name: "foreign images",
  title: () => `Uncertainty of test images and of ${imagesOf("foreign-set")}`,
  svg: Exports.drawnIn("foreign-chart"),
  rows: () => [
    ["networks and quantity", "from (nats)", "to (nats)", "test images (share)", "foreign images (share)"],
    ...view.rows.flat().flatMap(({ title, histograms: { edges, own, foreign: other } }) =>
      own.map((share, bin) => [title, edges[bin], edges[bin + 1], share, other[bin]]),
    ),
  ],
  legend: () => [
    { mark: "square", colour: "subspace", words: "test images" },
    { mark: "dashed", colour: "subspace", words: "foreign images" },
  ],
  axes: () => ({ x: "nats, log scale", y: "share of the images, log scale" }),
});

export const recall = (view) => ({
  name: "recall by class",
  title: () => `Recall by class on ${imagesOf("evaluation-set")}`,
  svg: () => byId("recall").querySelector(".recall-chart svg"), // the entries above it are drawings too
  rows: () => [
    ["networks", "class", "recall (fraction)", "standard error (fraction)"],
    ...view.series.flatMap(({ words, recall: values, errors }) =>
      values.map((value, index) => [words, view.classes[index], value, errors[index]]),
    ),
  ],
  legend: () => keys(view.series),
  axes: () => ({ x: "class", y: "recall, fraction of the images of the class" }),
});

/* `found`: selection -> the prediction that fills the list. */
export const lists = (all, found, classes) => ({
  name: "images that stand out",
  rows: () => [
    ["list", "rank", "test image (index)", "label", "the subspace's mean says", "figure (nats, or chance)"],
    ...all.flatMap(({ selection, title }) =>
      (found[selection]?.examples ?? []).map(({ index, target }, row) => {
        const { predictive, scores } = found[selection];
        return [title, row + 1, index, classes[target], classes[Words.argmax(predictive[row])], scores[row]];
      }),
    ),
  ],
});
