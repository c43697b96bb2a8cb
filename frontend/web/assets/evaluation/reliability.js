/* The card "Reliability": does a confidence of 80 % come true four times in five? */

import * as Api from "../base/api.js";
import { byId, drawing, html } from "../base/dom.js";
import * as Exports from "../base/export.js";
import * as Numbers from "../base/numbers.js";
import * as Pace from "../base/pace.js";
import * as Panels from "../base/panels.js";
import * as Notices from "../base/notices.js";
import * as ImageSets from "../images/image_sets.js";
import * as LinkedFigures from "../images/linked_figures.js";
import * as Linking from "../images/linking.js";
import * as Marks from "../images/marks.js";
import * as ReliabilityChart from "./reliability_chart.js";
import * as Words from "../weights/words.js";

const PAUSE = 300; // milliseconds between two requests while one moves
const BEYOND = 2; // standard deviations above what chance shows

/* Mean confidence minus accuracy over the images of the bins: above 0 is over-confident. */
export function excess(bins) {
  const images = bins.reduce((sum, bin) => sum + bin.images, 0);
  return bins.reduce((sum, bin) => sum + bin.images * (bin.confidence - bin.accuracy), 0) / images;
}

/* Of a forecast, in words: the error beside the one of chance, and to which side. */
export function verdict({ ece, ece_null: chance, ece_null_standard_deviation: deviation, reliability }) {
  if (ece == null) return "calibration error not measured";
  const found = `calibration error ${Numbers.fixed(ece, 4)}`;
  if (chance == null) return found;
  const by = `${Numbers.fixed(chance, 4)} ± ${Numbers.fixed(deviation, 4)}`;
  if (ece <= chance + BEYOND * deviation) return `${found}, no more than by chance (${by})`;
  const side = reliability.length ? (excess(reliability) > 0 ? ", over-confident" : ", under-confident") : "";
  return `${found}, more than by chance (${by})${side}`;
}

/* What is drawn of a set: [{role, words, quality, bins}], the last on top. */
export function seriesOf({ run, evaluation }, set, mine) {
  const { subspace, single, reference } = set.quality;
  const own = Words.isEnsemble(run);
  const members = evaluation.reference?.members;
  const alone = Words.isAlone(run);
  const name = `${Words.whole(run)}${alone ? "" : ", mean"}`;
  const rows = [
    own ? null : ["retrainings", `${members} retrainings, mean`, reference],
    alone || own ? null : ["plain", "one network", single],
    [own ? "retrainings" : "subspace", name, subspace],
    set.kind === "test" ? ["here", "this network", mine] : null,
  ];
  return rows
    .filter((row) => row?.[2]?.reliability?.length)
    .map(([role, words, quality]) => ({ role, words, quality, bins: quality.reliability }));
}

/** @param {Panel} context */
function create(context) {
  const { state, scope } = context;
  const view = { state, seen: false, mine: null, asked: null, far: "", series: [], pointers: [] };
  const figure = drawing(byId("reliability-chart"), (...size) => ReliabilityChart.draw(view, ...size), {
    role: "img",
    "aria-label": "Reliability diagram",
  });
  view.choose = ImageSets.chooser("reliability-set", "Images of the diagram", context, ({ quality }) => quality);
  const redraw = () => show(view, figure);
  const queue = Api.latest(
    ({ run, place }, part) => Api.question(`/runs/${run.id}/predictions`, body(place), part),
    (answer) => ((view.mine = answer.split_details.networks[0]), redraw()),
    Notices.problem,
    (words) => ((view.far = words), redraw()),
  );
  const ask = Pace.atMostEvery(PAUSE, () => mine(view, queue));
  state.on(["evaluation", "imageSet"], redraw);
  state.on(["hovered", "selected", "gallery"], () => point(view, figure));
  state.on(["place"], ask);
  scope.add(() => (queue.drop(), figure.close()));
  scope.add(Exports.add("reliability", LinkedFigures.reliability(view)));
  const end = Linking.whenSeen("reliability", (seen) => ((view.seen = seen), ask()));
  redraw();
  return end;
}

const body = (place) => ({ point: place.point, examples: 1, images: false, split_details: true });

/* The network where one stands, asked about while the card is in sight. */
function mine(view, queue) {
  const { run, place } = view.state.get();
  const asked = place && JSON.stringify(place.point);
  if (!view.seen || !asked || asked === view.asked) return;
  view.asked = asked;
  queue.push({ run, place });
}

function show(view, figure) {
  const { evaluation } = view.state.get();
  byId("reliability").hidden = !evaluation;
  const set = evaluation && view.choose();
  if (!set) return;
  view.series = seriesOf(view.state.get(), set, view.mine);
  const kept = view.series.some(({ role }) => role !== "here");
  byId("reliability-words").replaceChildren(
    ...view.series.toReversed().map(({ role, words, quality }) =>
      html("p", {}, Marks.entry(role, words), `: ${verdict(quality)}`),
    ),
    ...(view.far ? [html("p", { class: "muted" }, `This network: ${view.far}`)] : []),
    ...(kept ? [] : [ImageSets.older(view.state.get())]),
    ...(set.kind === "test" ? [] : [html("p", { class: "muted" }, "This network is shown on test images only.")]),
  );
  point(view, figure);
}

/* The chosen image and the one under the hand, where the subspace is confident of them. */
function point(view, figure) {
  const { hovered, known } = view.state.get();
  const chosen = Linking.chosen(view.state.get());
  const pointer = (index, name) => {
    const found = known?.get(index);
    const words = found && `test image ${index}: mean confidence ${Numbers.share(found.confidence, 1)}`;
    return found && { confidence: found.confidence, name, words };
  };
  view.pointers = [pointer(chosen, "chosen"), hovered !== chosen && pointer(hovered, "hovered")].filter(Boolean);
  figure.redraw();
}

Panels.add(create);
