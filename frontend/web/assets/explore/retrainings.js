/* Without a reference: what one would add, and what it would cost. */
(function (paysage) {
  "use strict";

  const { byId, html } = paysage.dom;

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

  async function offer(run) {
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
