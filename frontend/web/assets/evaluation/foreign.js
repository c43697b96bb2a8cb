/* The card "Uncertainty of foreign images": entropy and mutual information, test against foreign. */

import { byId, drawing, html } from "../base/dom.js";
import * as Exports from "../base/export.js";
import * as Numbers from "../base/numbers.js";
import * as Panels from "../base/panels.js";
import * as ForeignChart from "./foreign_chart.js";
import * as ImageSets from "../images/image_sets.js";
import * as LinkedFigures from "../images/linked_figures.js";
import * as Linking from "../images/linking.js";
import * as Words from "../weights/words.js";

const QUANTITIES = [
  ["predictive_entropy", "entropy"],
  ["mutual_information", "mutual information"],
];

/* Rows of panels: the subspace, then the retrainings; those whose histograms were kept. */
export function rowsOf({ run, evaluation }, { detection }) {
  const own = Words.isEnsemble(run);
  const members = evaluation.reference?.members;
  const rows = [
    [own ? "retrainings" : "subspace", Words.whole(run), detection.subspace, true],
    ...(own ? [] : [["retrainings", `${members} retrainings`, detection.reference, false]]),
  ];
  return rows.map((row) => panels(...row)).filter((each) => each.length);
}

export function panels(role, name, found, whole) {
  return QUANTITIES.flatMap(([score, quantity]) => {
    const one = found?.find((each) => each.score === score);
    if (!one?.histograms) return [];
    const auroc = `AUROC ${Numbers.fixed(one.auroc, 3)} ± ${Numbers.fixed(one.auroc_standard_error, 3)}`;
    return [{ role, whole, title: `${name}: ${quantity}`,  score, auroc, histograms: one.histograms }];
  });
}

/** @param {Panel} context */
function create(context) {
  const { state, scope } = context;
  const view = { state, rows: [], pointed: [] };
  const figure = drawing(
    byId("foreign-chart"),
    (...size) => (view.rows.length ? ForeignChart.draw(view, ...size) : []),
    { role: "img", "aria-label": "Uncertainty of test images and of foreign images" },
  );
  view.choose = ImageSets.chooser("foreign-set", "Foreign images", context, ({ detection }) => detection);
  state.on(["evaluation", "imageSet"], () => show(view, figure));
  state.on(["hovered", "selected", "gallery"], () => point(view, figure));
  scope.add(figure.close);
  scope.add(Exports.add("foreign", LinkedFigures.foreign(view)));
  show(view, figure);
  return () => byId("foreign") && (byId("foreign").hidden = true);
}

function show(view, figure) {
  const now = view.state.get();
  const set = now.evaluation && view.choose();
  const coming = ["queued", "running"].includes(now.evaluation?.phase);
  byId("foreign").hidden = !set && !coming;
  if (byId("foreign").hidden) return;
  view.rows = set ? rowsOf(now, set) : [];
  byId("foreign-chart").hidden = !view.rows.length;
  byId("foreign-words").replaceChildren(...(view.rows.length ? words(view, set) : [ImageSets.older(now)]));
  point(view, figure);
}

function words({ state, rows }, set) {
  const key = (name, said) => html("span", { class: "share-entry" }, html("i", { class: name }), said);
  const count = Numbers.count;
  const { run } = state.get();
  const beside = rows.length > 1 || Words.isEnsemble(run);
  return [
    html(
      "p",
      {},
      key("own", `${count(set.own_examples)} test images`),
      key("foreign", `${count(set.examples)} foreign images`),
    ),
    html(
      "p",
      { class: "muted" },
      "Share of the images; what is more certain than the axis shows stands at its left end. ",
      beside ? "" : retrainings(run),
    ),
  ];
}

/* Why they are not here. */
function retrainings({ reference }) {
  if (!reference) return "There are no retrainings of this procedure to compare with.";
  const link = html("a", { href: `/explore/${reference}` }, "open them and evaluate again");
  return html("span", {}, "What the retrainings say was not kept: ", link, ".");
}

/* The chosen image and the one under the hand, where the subspace puts them. */
function point(view, figure) {
  const { hovered, known } = view.state.get();
  const chosen = Linking.chosen(view.state.get());
  const pointer = (index, name) => known?.has(index) && { name, ...known.get(index) };
  view.pointed = [pointer(chosen, "chosen"), hovered !== chosen && pointer(hovered, "hovered")].filter(Boolean);
  figure.redraw();
}

Panels.add(create);
