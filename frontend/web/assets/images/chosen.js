/* The chosen image: its label, its spread in words, its bars and its ribbons. */

import { byId, html, text } from "../base/dom.js";
import * as Numbers from "../base/numbers.js";
import * as Words from "../weights/words.js";

export function legend(name, ensemble, retrainings) {
  const entries = [
    ["here", "this network"],
    ["subspace", name],
  ];
  if (retrainings && !ensemble) entries.push(["retrainings", `${retrainings} retrainings`]);
  byId("legend").replaceChildren(
    ...entries.map(([role, words]) =>
      html("span", { class: `entry ${role}` }, html("span", { class: "dot" }), words),
    ),
  );
}

const row = (prediction, index) => ({
  mean: prediction.predictive[index],
  spread: prediction.standard_uncertainty?.[index] ?? null,
});

/* What the bars draw for one image of the gallery. */
export function image({ subspace, reference }, here, index, classes) {
  return {
    classes,
    target: subspace.examples[index].target,
    subspace: row(subspace, index),
    reference: reference ? row(reference, index) : null,
    here: here ? here.predictive[index] : null,
  };
}

function head({ subspace }, index, view) {
  const example = subspace.examples[index];
  text("chosen-label", `Labelled ${view.classes[example.target]}`);
  const alone = subspace.probabilities.length === 1;
  text(
    "chosen-spread",
    alone ? "" : `spread ${Numbers.fixed(Math.max(0, subspace.mutual_information[index]), 2)} nats`,
  );
  byId("chosen-spread").title =
    `Mutual information between the answer and the choice of network (epistemic); the entropy of the mean is ${Numbers.fixed(subspace.predictive_entropy[index], 2)} nats.`;
  const picture = byId("chosen-image");
  if (picture.getAttribute("src") !== example.image) picture.src = example.image;
  picture.alt = `Test image ${example.index}, labelled ${view.classes[example.target]}`;
  picture.classList.toggle("ink", view.ink);
}

function words({ subspace, reference }, index, view) {
  const alone = subspace.probabilities.length === 1;
  if (alone)
    return text("chosen-words", "One network has no spread. Train a curve or retrainings to see one.");
  const parts = [Words.tally(Words.votes(subspace.probabilities, index), view.networks, view.classes)];
  if (reference) parts.push(Words.tally(Words.votes(reference.probabilities, index), "retrainings", view.classes));
  if (!view.compared && !view.ensemble) parts.push(Words.uncompared(view.name));
  byId("chosen-words").replaceChildren(...parts.map((words) => html("span", {}, `${words}.`)));
  return undefined;
}

export function show(gallery, index, view) {
  head(gallery, index, view);
  words(gallery, index, view);
}
