/* Without a reference: what one would add, and what it would cost. */
(function (paysage) {
  "use strict";

  const { html } = paysage.dom;

  const UNKNOWN = "Nobody has said how the imported network was trained, so no retrainings are compared.";

  function recipeOf(run) {
    const { dataset, network, epochs, seed, network_options, dataset_options, training } = run.recipe;
    return {
      dataset,
      network,
      method: "deep_ensemble",
      epochs,
      seed,
      options: {},
      network_options,
      dataset_options,
      training,
    };
  }

  function sentence(members, estimate) {
    const time = estimate.seconds === null ? "" : `, about ${paysage.numbers.duration(estimate.seconds)}`;
    return `${members} retrainings would compare it: ${paysage.numbers.times(estimate.equivalent_trainings, "training")}${time}.`;
  }

  /* The run whose procedure counts: the one that a run starts from, where it does. */
  async function source(run) {
    const { start_from: start, end_points: ends = [] } = run.recipe.options;
    const first = start ?? ends[0];
    return first ? paysage.api.get(`/runs/${first.run}`).catch(() => run) : run;
  }

  async function offer(target) {
    const run = await source(target);
    if (run.recipe.options.procedure_known === false) return html("span", { class: "offer" }, UNKNOWN);
    const recipe = recipeOf(run);
    const estimate = await paysage.api.post("/estimates", recipe);
    const members = Math.round(estimate.equivalent_trainings);
    const line = html(
      "span",
      { class: "offer", title: "They would show whether this spread is what retraining changes." },
      sentence(members, estimate),
      " ",
    );
    line.append(html("a", { href: `/launch?from=${run.id}&method=deep_ensemble` }, "Train them"));
    return line;
  }

  paysage.retrainings = { offer, recipeOf, sentence };
})((globalThis.paysage ??= {}));
