/* What an answer about an ensemble says: a table, sentences, and what the charts draw. Pure. */
(function (paysage) {
  "use strict";

  const { count, loss, percent, times } = paysage.numbers;
  const fixed = (value, decimals = 4) => ({ value: paysage.numbers.fixed(value, decimals), uncertainty: "" });

  const detected = (score) => (figures) => {
    const found = figures.detection.find((one) => one.score === score);
    if (!found) return fixed(null);
    return { ...fixed(found.auroc), uncertainty: `± ${paysage.numbers.fixed(found.auroc_standard_error, 4)}` };
  };

  const COLUMNS = [
    { label: "Networks", cell: ({ networks }) => ({ value: String(networks), uncertainty: "" }) },
    { label: "Cost", cell: ({ equivalent_trainings: cost }) => ({ value: cost == null ? "–" : times(cost, "training"), uncertainty: "" }) },
    { label: "Accuracy", cell: ({ quality }) => percent(quality.accuracy, quality.accuracy_standard_error) },
    { label: "NLL", cell: ({ quality }) => loss(quality.nll, quality.nll_standard_error) },
    { label: "Brier", cell: ({ quality }) => fixed(quality.brier) },
    { label: "ECE", cell: ({ quality }) => fixed(quality.ece) },
    {
      label: "ECE by chance",
      cell: ({ quality }) => ({
        ...fixed(quality.ece_null),
        uncertainty: quality.ece_null == null ? "" : `± ${paysage.numbers.fixed(quality.ece_null_standard_deviation, 4)}`,
      }),
    },
  ];
  const FOREIGN = [
    { label: "AUROC, entropy", cell: detected("predictive_entropy") },
    { label: "AUROC, mutual inf.", cell: detected("mutual_information") },
  ];

  const SAME = 1e-9; // nats

  const deep = ({ reference }) => `Deep Ensemble, ${reference.networks} retrainings`;
  const own = ({ ensemble }) => (ensemble.networks === 1 ? "your network" : "your ensemble");

  /* {columns, rows: [{words, style, cells}]}. */
  function table(answer) {
    const columns = answer.foreign ? [...COLUMNS, ...FOREIGN] : COLUMNS;
    const rows = [[own(answer), "subspace", answer.ensemble]];
    if (answer.reference) rows.push([deep(answer), "retrainings", answer.reference]);
    return {
      columns,
      rows: rows.map(([words, style, figures]) => ({ words, style, cells: columns.map(({ cell }) => cell(figures)) })),
    };
  }

  /* On which images, and what is not there. */
  function notes(answer) {
    const { examples, split_examples: all, foreign_examples: foreign, missing, reference } = answer;
    const images =
      examples === all
        ? `On all ${count(all)} test images`
        : `On ${count(examples)} of ${count(all)} test images, the same random ones for every network of this data`;
    const beside = reference ? ", the Deep Ensemble too" : "";
    const others = foreign ? `; ${count(foreign)} foreign images` : "";
    const none = reference ? "" : " No retrainings of this procedure are there to compare with.";
    return `${images}${beside}${others}.${none}${missing ? ` ${missing}` : ""}`;
  }

  /* Who has the better likelihood, and whether confidence comes true. */
  function verdict({ ensemble, reference }) {
    const calibration = `Your ensemble: ${paysage.reliability.verdict(ensemble.quality)}.`;
    if (!reference) return calibration;
    const gap = ensemble.quality.nll - reference.quality.nll;
    const error = Math.hypot(ensemble.quality.nll_standard_error, reference.quality.nll_standard_error);
    const better = gap < 0 ? "Your ensemble's" : "The Deep Ensemble's";
    const sure = Math.abs(gap) > 2 * error ? "" : ", less than the test images can tell apart";
    const shown = loss(Math.abs(gap), error);
    const nll =
      Math.abs(gap) < SAME
        ? "Both are equally good."
        : `${better} likelihood is better, by ${shown.value} ${shown.uncertainty} nats${sure}.`;
    return `${nll} ${calibration}`;
  }

  /* For the reliability diagram; the last lies on top. */
  function series(answer) {
    const both = [
      answer.reference && { role: "retrainings", words: deep(answer), quality: answer.reference.quality },
      { role: "subspace", words: own(answer), quality: answer.ensemble.quality },
    ];
    return both.filter(Boolean).map((one) => ({ ...one, bins: one.quality.reliability }));
  }

  /* For the histograms: rows of panels; none without foreign images. */
  function panels(answer) {
    if (!answer.foreign) return [];
    const rows = [paysage.foreign.panels("subspace", own(answer), answer.ensemble.detection, true)];
    if (answer.reference)
      rows.push(paysage.foreign.panels("retrainings", "Deep Ensemble", answer.reference.detection, false));
    return rows.filter((row) => row.length);
  }

  paysage.basket_figures = { notes, panels, series, table, verdict };
})((globalThis.paysage ??= {}));
