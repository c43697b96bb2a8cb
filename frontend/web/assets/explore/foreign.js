/* The card "Uncertainty of foreign images": entropy and mutual information, test against foreign. */
(function (paysage) {
  "use strict";

  const { byId, drawing, html } = paysage.dom;
  const QUANTITIES = [
    ["predictive_entropy", "entropy"],
    ["mutual_information", "mutual information"],
  ];

  /* Rows of panels: the subspace, then the retrainings; those whose histograms were kept. */
  function rowsOf({ run, family, evaluation }, { detection }) {
    const own = paysage.words.isEnsemble(run);
    const members = evaluation.reference?.members;
    const rows = [
      [own ? "retrainings" : "subspace", paysage.words.whole(run, family), detection.subspace, true],
      ...(own ? [] : [["retrainings", `${members} retrainings`, detection.reference, false]]),
    ];
    return rows.map((row) => panels(...row)).filter((each) => each.length);
  }

  function panels(role, name, found, whole) {
    return QUANTITIES.flatMap(([score, quantity]) => {
      const one = found?.find((each) => each.score === score);
      if (!one?.histograms) return [];
      const auroc = `AUROC ${paysage.numbers.fixed(one.auroc, 3)} ± ${paysage.numbers.fixed(one.auroc_standard_error, 3)}`;
      return [{ role, whole, title: `${name}: ${quantity}`,  score, auroc, histograms: one.histograms }];
    });
  }

  function create(context) {
    const { state, scope } = context;
    const view = { state, rows: [], pointed: [] };
    const figure = drawing(
      byId("foreign-chart"),
      (...size) => (view.rows.length ? paysage.foreign_chart.draw(view, ...size) : []),
      { role: "img", "aria-label": "Uncertainty of test images and of foreign images" },
    );
    view.choose = paysage.image_sets.chooser("foreign-set", "Foreign images", context, ({ detection }) => detection);
    state.on(["evaluation", "imageSet"], () => show(view, figure));
    state.on(["hovered", "selected", "gallery"], () => point(view, figure));
    scope.add(figure.close);
    scope.add(paysage.exports.add("foreign", paysage.linked_figures.foreign(view)));
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
    byId("foreign-words").replaceChildren(...(view.rows.length ? words(view, set) : [paysage.image_sets.older(now)]));
    point(view, figure);
  }

  function words({ state, rows }, set) {
    const key = (name, said) => html("span", { class: "share-entry" }, html("i", { class: name }), said);
    const count = paysage.numbers.count;
    const { run } = state.get();
    const beside = rows.length > 1 || paysage.words.isEnsemble(run);
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
    const chosen = paysage.linking.chosen(view.state.get());
    const pointer = (index, name) => known?.has(index) && { name, ...known.get(index) };
    view.pointed = [pointer(chosen, "chosen"), hovered !== chosen && pointer(hovered, "hovered")].filter(Boolean);
    figure.redraw();
  }

  paysage.panels.add(create);
  paysage.foreign = { panels, rowsOf };
})((globalThis.paysage ??= {}));
