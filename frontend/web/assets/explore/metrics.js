/* What the map can show: how high each metric stands, and at which values a person looks. Pure. */
(function (paysage) {
  "use strict";

  const HIGHEST_LOSS = 10;
  const LOWEST_ERROR = 1e-4;
  const LEAST_RANGE = 2; // of loss, or of the error: less is not drawn in all colours
  const RELIEF = 5; // heights of a metric on a linear scale, about as many as the log loss has
  const COARSE = /^0?[.0]*[125]0*$/; // 0.1, 0.2, 0.5, 1, 2, 5: the lines that carry their value
  const PARTS = [0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

  const least = (values) => Math.min(...values);
  const most = (values) => Math.max(...values);
  const percent = (value) => `${Number((100 * value).toPrecision(value < 0.01 ? 1 : 2))} %`;
  const between = (values, low, high) => values.filter((value) => value > low && value < high);

  const linear = { height: (value) => RELIEF * value, value: (height) => height / RELIEF };

  /* A fraction, of which less is better, on a linear scale. */
  const fraction = (name, hover) => ({
    ...linear,
    name,
    hover,
    axis: `${name}, per cent`,
    shown: (value) => 100 * value,
    best: least,
    worst: most,
    empty: 0,
    chance: () => null,
    levels: (low, high) => between(PARTS, Math.max(low, 0.004), high),
    labelled: () => true,
    ticks: ({ best, worst }) => [
      [best, percent(best)],
      [worst, percent(worst)],
      ...between([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], best, worst).map((value) => [
        value,
        percent(value),
      ]),
    ],
  });

  const METRICS = {
    loss: {
      name: "loss",
      hover: "loss %{z:.4~g}",
      axis: "loss, nats, log scale",
      height: (value) => Math.log(Math.max(value, 1e-6)),
      value: Math.exp,
      shown: (value) => value,
      best: least,
      worst: (values) => Math.min(HIGHEST_LOSS, Math.max(most(values), LEAST_RANGE * least(values))),
      empty: 0.1,
      chance: (classes) => Math.log(classes),
      levels: (low, high) => paysage.levels.contours(low, high),
      labelled: (level) => COARSE.test(level),
      ticks: ({ best, worst }, classes, narrow) => [
        [best, paysage.numbers.short(best)],
        [worst, worst < HIGHEST_LOSS ? paysage.numbers.short(worst) : narrow ? "10 +" : "10 and more"],
        ...(Math.log(classes) <= worst ? [[Math.log(classes), `${Math.log(classes).toFixed(2)} chance`]] : []),
        ...between([0.1, 0.2, 0.3, 0.5, 1, 2, 5], best, worst).map((value) => [value, String(value)]),
      ],
    },
    accuracy: {
      name: "accuracy",
      hover: "accuracy %{z:.2%}",
      axis: "accuracy, log scale of the error",
      height: (value) => Math.log(Math.max(1 - value, LOWEST_ERROR)),
      value: (height) => 1 - Math.exp(height),
      shown: (value) => 100 * value,
      best: most,
      worst: (values) => Math.max(0, Math.min(least(values), 1 - LEAST_RANGE * (1 - most(values)))),
      empty: 0.98,
      chance: (classes) => 1 / classes,
      levels: (best) => paysage.levels.accuracies(best),
      labelled: () => true,
      ticks: ({ best, worst }, classes) => [
        [best, `${(100 * best).toFixed(1)} %`],
        [worst, `${(100 * worst).toFixed(1)} %`],
        ...(1 / classes >= worst ? [[1 / classes, `${Math.round(100 / classes)} % chance`]] : []),
        ...between([0.5, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99], worst, best)
          .toReversed()
          .map((value) => [value, `${Math.round(100 * value)} %`]),
      ],
    },
    ece: fraction("calibration error", "calibration error %{z:.2%}"),
    disagreement: fraction("disagreement", "another label for %{z:.2%} of the images"),
    entropy: {
      ...linear,
      name: "entropy",
      hover: "mean entropy %{z:.3~g} nats",
      axis: "entropy, nats",
      shown: (value) => value,
      best: least,
      worst: most,
      empty: 0,
      chance: () => null,
      levels: (low, high) => between([0.02, 0.05, 0.1, 0.2, 0.5, 1, 1.5, 2], low, high),
      labelled: () => true,
      ticks: ({ best, worst }, classes) => [
        [best, paysage.numbers.short(Number(best.toPrecision(2)))],
        [worst, paysage.numbers.short(Number(worst.toPrecision(2)))],
        ...(Math.log(classes) <= worst ? [[Math.log(classes), `${Math.log(classes).toFixed(2)} no idea`]] : []),
        ...between([0.1, 0.2, 0.5, 1, 1.5, 2], best, worst).map((value) => [value, String(value)]),
      ],
    },
  };

  const [LOSS, ALL, PLACED] = ["loss", "all", "disagreement"];
  const OLD = "This map is older than that metric: draw it anew to see it.";
  const WHOLE = "It is a figure of all images: choose “All images” to see it.";

  /* Why a metric cannot be shown now; an empty string where it can. */
  function lacking(metric, { landscape, subject, disagreement }) {
    if (metric === LOSS || metric === "accuracy" || !landscape?.geometry) return "";
    if (subject !== ALL) return WHOLE;
    if (metric === PLACED) return disagreement?.refused ?? "";
    return metric in landscape.values ? "" : OLD;
  }

  /* The state as the map draws it: with the grid that depends on where one stands, and with the
     loss in place of a metric that cannot be shown (yet). */
  function seen(state) {
    const { landscape, metric, subject, disagreement } = state;
    if (!landscape) return state;
    const known = metric === PLACED && subject === ALL && disagreement?.landscape === landscape.id;
    const values = known ? { ...landscape.values, disagreement: disagreement.grid } : landscape.values;
    return { ...state, landscape: { ...landscape, values }, metric: metric in values ? metric : LOSS };
  }

  paysage.metrics = { METRICS, HIGHEST_LOSS, lacking, of: (metric) => METRICS[metric], seen };
})((globalThis.paysage ??= {}));
