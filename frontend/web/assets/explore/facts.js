/* Above everything: the subspace's mean, one plain network, the retrainings - whoever wins. */
(function (paysage) {
  "use strict";

  const { byId, text } = paysage.dom;

  function put(id, label, quality, cost) {
    const box = byId(id);
    box.hidden = !quality;
    if (!quality) return;
    const { value, uncertainty } = paysage.numbers.percent(quality.accuracy, quality.accuracy_standard_error);
    const nll = paysage.numbers.loss(quality.nll, quality.nll_standard_error);
    text(box.querySelector(".fact-label"), label);
    text(box.querySelector(".fact-value"), value);
    text(box.querySelector(".fact-error"), ` ${uncertainty}`);
    text(box.querySelector(".fact-more"), `NLL ${nll.value} ${nll.uncertainty}${cost ? ` · ${cost}` : ""}`);
  }

  function clear() {
    for (const id of ["fact-subspace", "fact-single", "fact-reference"]) byId(id).hidden = true;
  }

  const trainings = (count) => (count ? paysage.numbers.times(count, "training") : "");

  function show(run, family, evaluation) {
    const { subspace, single, reference } = evaluation;
    const alone = paysage.words.isAlone(run);
    const own = evaluation.reference_run === run.id;
    const name = paysage.words.whole(run, family);
    put(
      "fact-subspace",
      alone ? "one network" : `${name}, mean`,
      subspace,
      trainings(evaluation.equivalent_trainings),
    );
    put("fact-single", "one network", alone ? null : single, single ? trainings(1) : "");
    put(
      "fact-reference",
      reference ? `${reference.members} retrainings, mean` : "",
      own ? null : reference,
      trainings(evaluation.reference_equivalent_trainings),
    );
  }

  paysage.facts = { clear, show };
})((globalThis.paysage ??= {}));
