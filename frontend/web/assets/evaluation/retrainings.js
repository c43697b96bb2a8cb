/* Without a reference: what one would add, and what it would cost. */

import * as Api from "../base/api.js";
import * as Catalog from "../base/catalog.js";
import { html } from "../base/dom.js";
import * as Numbers from "../base/numbers.js";

const UNKNOWN = "Nobody has said how the imported network was trained, so no retrainings are compared.";

export function recipeOf(run) {
  const { dataset, network, epochs, seed, network_options, dataset_options, training } = run.recipe;
  return {
    dataset,
    network,
    method: Catalog.ensemble(),
    epochs,
    seed,
    options: {},
    network_options,
    dataset_options,
    training,
  };
}

export function sentence(members, estimate) {
  const time = estimate.seconds === null ? "" : `, about ${Numbers.duration(estimate.seconds)}`;
  return `${members} retrainings would compare it: ${Numbers.times(estimate.equivalent_trainings, "training")}${time}.`;
}

/* The run whose procedure counts: the one that a run starts from, where it does. */
async function source(run) {
  const { start_from: start, end_points: ends = [] } = run.recipe.options;
  const first = start ?? ends[0];
  return first ? Api.get(`/runs/${first.run}`).catch(() => run) : run;
}

export async function offer(target) {
  const run = await source(target);
  if (run.recipe.options.procedure_known === false) return html("span", { class: "offer" }, UNKNOWN);
  const recipe = recipeOf(run);
  const estimate = await Api.post("/estimates", recipe);
  const members = Math.round(estimate.equivalent_trainings);
  const line = html(
    "span",
    { class: "offer", title: "They would show whether this spread is what retraining changes." },
    sentence(members, estimate),
    " ",
  );
  line.append(html("a", { href: `/launch?from=${run.id}&method=${Catalog.ensemble()}` }, "Train them"));
  return line;
}
