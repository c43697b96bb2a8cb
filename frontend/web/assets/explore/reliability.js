/* The card "Reliability": does a confidence of 80 % come true four times in five? */
(function (paysage) {
  "use strict";

  const { byId, drawing, html } = paysage.dom;
  const PAUSE = 300; // milliseconds between two requests while one moves
  const BEYOND = 2; // standard deviations above what chance shows

  /* Mean confidence minus accuracy over the images of the bins: above 0 is over-confident. */
  function excess(bins) {
    const images = bins.reduce((sum, bin) => sum + bin.images, 0);
    return bins.reduce((sum, bin) => sum + bin.images * (bin.confidence - bin.accuracy), 0) / images;
  }

  /* Of a forecast, in words: the error beside the one of chance, and to which side. */
  function verdict({ ece, ece_null: chance, ece_null_standard_deviation: deviation, reliability }) {
    if (ece == null) return "calibration error not measured";
    const found = `calibration error ${paysage.numbers.fixed(ece, 4)}`;
    if (chance == null) return found;
    const by = `${paysage.numbers.fixed(chance, 4)} ± ${paysage.numbers.fixed(deviation, 4)}`;
    if (ece <= chance + BEYOND * deviation) return `${found}, no more than by chance (${by})`;
    const side = reliability.length ? (excess(reliability) > 0 ? ", over-confident" : ", under-confident") : "";
    return `${found}, more than by chance (${by})${side}`;
  }

  /* What is drawn of a set: [{role, words, quality, bins}], the last on top. */
  function seriesOf({ run, family, evaluation }, set, mine) {
    const { subspace, single, reference } = set.quality;
    const own = paysage.words.isEnsemble(run);
    const members = evaluation.reference?.members;
    const alone = paysage.words.isAlone(run);
    const name = `${paysage.words.whole(run, family)}${alone ? "" : ", mean"}`;
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

  function create(context) {
    const { state, scope } = context;
    const view = { state, seen: false, mine: null, asked: null, far: "", series: [], pointers: [] };
    const figure = drawing(byId("reliability-chart"), (...size) => paysage.reliability_chart.draw(view, ...size), {
      role: "img",
      "aria-label": "Reliability diagram",
    });
    view.choose = paysage.image_sets.chooser("reliability-set", "Images of the diagram", context, ({ quality }) => quality);
    const redraw = () => show(view, figure);
    const queue = paysage.api.latest(
      ({ run, place }, part) => paysage.api.question(`/runs/${run.id}/predictions`, body(place), part),
      (answer) => ((view.mine = answer.split_details.networks[0]), redraw()),
      paysage.notices.problem,
      (words) => ((view.far = words), redraw()),
    );
    const ask = paysage.pace.atMostEvery(PAUSE, () => mine(view, queue));
    state.on(["evaluation", "imageSet"], redraw);
    state.on(["hovered", "selected", "gallery"], () => point(view, figure));
    state.on(["place"], ask);
    scope.add(() => (queue.drop(), figure.close()));
    scope.add(paysage.exports.add("reliability", paysage.linked_figures.reliability(view)));
    const end = paysage.linking.whenSeen("reliability", (seen) => ((view.seen = seen), ask()));
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
        html("p", {}, paysage.marks.entry(role, words), `: ${verdict(quality)}`),
      ),
      ...(view.far ? [html("p", { class: "muted" }, `This network: ${view.far}`)] : []),
      ...(kept ? [] : [paysage.image_sets.older(view.state.get())]),
      ...(set.kind === "test" ? [] : [html("p", { class: "muted" }, "This network is shown on test images only.")]),
    );
    point(view, figure);
  }

  /* The chosen image and the one under the hand, where the subspace is confident of them. */
  function point(view, figure) {
    const { hovered, known } = view.state.get();
    const chosen = paysage.linking.chosen(view.state.get());
    const pointer = (index, name) => {
      const found = known?.get(index);
      const words = found && `test image ${index}: mean confidence ${paysage.numbers.share(found.confidence, 1)}`;
      return found && { confidence: found.confidence, name, words };
    };
    view.pointers = [pointer(chosen, "chosen"), hovered !== chosen && pointer(hovered, "hovered")].filter(Boolean);
    figure.redraw();
  }

  paysage.panels.add(create);
  paysage.reliability = { excess, seriesOf, verdict };
})((globalThis.paysage ??= {}));
