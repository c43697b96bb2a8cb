/* In the evaluation's card: the recall of every class, with its standard error. */

import { byId, drawing, html, svg } from "../base/dom.js";
import * as Exports from "../base/export.js";
import * as Numbers from "../base/numbers.js";
import * as Panels from "../base/panels.js";
import * as ClassNames from "../images/class_names.js";
import * as LinkedFigures from "../images/linked_figures.js";
import * as Marks from "../images/marks.js";
import * as Merits from "../images/merits.js";

const EDGE = { left: 52, right: 14, top: 10 };
const STEP = 0.05; // of the axis
const APART = 9; // pixels between the marks of one class

/* [{role, words, recall, errors}] of a set, or none where it was not kept. */
export function seriesOf({ run, evaluation }, set) {
  if (!set?.quality) return [];
  const role = { subspace: "subspace", retrainings: "retrainings", "": "plain" };
  return Merits
    .rowsOf(run, evaluation, set)
    .filter(([row]) => ["subspace", "single", "reference"].includes(row))
    .map(([row, words, style]) => ({ role: role[style], words, quality: set.quality[row] }))
    .filter(({ quality }) => quality?.recall.length)
    .map(({ quality, ...rest }) => ({ ...rest, recall: quality.recall, errors: quality.recall_standard_error }));
}

/* The lowest value that the axis has to show. */
export function lowest(series) {
  const low = Math.min(
    ...series.flatMap(({ recall, errors }) => recall.map((value, index) => (value ?? 1) - (errors[index] ?? 0))),
  );
  return Math.max(0, Math.min(1 - STEP, Math.floor(low / STEP) * STEP));
}

function draw({ series, classes }, width, height) {
  if (!series.length) return [];
  const low = lowest(series);
  const right = width - EDGE.right;
  const band = (right - EDGE.left) / classes.length;
  const bottom = height - ClassNames.below(classes, band);
  const x = (index) => EDGE.left + band * (index + 0.5);
  const y = (value) => bottom - ((Math.min(1, Math.max(low, value)) - low) / (1 - low)) * (bottom - EDGE.top);
  const apart = Math.min(APART, band / (series.length + 1));
  return [
    ...[low, (low + 1) / 2, 1].flatMap((value) => [
      svg("line", { x1: EDGE.left, x2: right, y1: y(value), y2: y(value), class: "grid" }),
      svg("text", { x: EDGE.left - 8, y: y(value) + 4, class: "tick end" }, `${Numbers.rounded(100 * value, 1)} %`),
    ]),
    ...ClassNames.ticks(classes, { band, bottom, right: width, x }),
    ...series.flatMap((one, rank) => dots(one, (index) => x(index) + (rank - (series.length - 1) / 2) * apart, y, classes)),
  ];
}

function dots({ role, words, recall, errors }, x, y, classes) {
  return recall.flatMap((value, index) => {
    if (value === null) return [];
    const error = errors[index] ?? 0;
    const told = `${words}: ${Numbers.share(value, 1)} ± ${Numbers.fixed(100 * error, 1)} of the images labelled ${classes[index]} are given that class`;
    return [Marks.mark(role, x(index), y(value), [y(value - error), y(value + error)], told)];
  });
}

/** @param {Panel} panel */
function create({ state, scope }) {
  const view = { series: [], classes: state.get().classes };
  const head = html("p", { class: "recall-head" });
  const box = html("div", { class: "recall-chart" });
  byId("recall").replaceChildren(head, box);
  const figure = drawing(box, (...size) => draw(view, ...size), { role: "img", "aria-label": "Recall of every class" });
  state.on(["evaluation", "imageSet"], (now) => {
    const sets = now.evaluation?.sets ?? [];
    const set = sets.find(({ name }) => name === now.imageSet) ?? sets[0];
    view.series = seriesOf(now, set);
    byId("recall").hidden = !view.series.length;
    head.replaceChildren(
      html("span", { title: "Share of the images of a class that are given that class; bars: standard error." }, "Recall by class"),
      ...view.series.map(({ role, words }) => Marks.entry(role, words)),
    );
    figure.redraw();
  });
  byId("recall").hidden = true;
  scope.add(figure.close);
  scope.add(Exports.add("recall", LinkedFigures.recall(view)));
}

Panels.add(create);
