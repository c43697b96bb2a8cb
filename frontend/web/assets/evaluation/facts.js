/* Above everything: the subspace's mean, one plain network, the retrainings - whoever wins. */

import { byId, text } from "../base/dom.js";
import * as Numbers from "../base/numbers.js";
import * as Words from "../weights/words.js";

function put(id, label, quality, cost) {
  const box = byId(id);
  box.hidden = !quality;
  if (!quality) return;
  const { value, uncertainty } = Numbers.percent(quality.accuracy, quality.accuracy_standard_error);
  const nll = Numbers.loss(quality.nll, quality.nll_standard_error);
  text(box.querySelector(".fact-label"), label);
  text(box.querySelector(".fact-value"), value);
  text(box.querySelector(".fact-error"), ` ${uncertainty}`);
  text(box.querySelector(".fact-more"), `NLL ${nll.value} ${nll.uncertainty}${cost ? ` · ${cost}` : ""}`);
}

export function clear() {
  for (const id of ["fact-subspace", "fact-single", "fact-reference"]) byId(id).hidden = true;
}

const trainings = (count) => (count ? Numbers.times(count, "training") : "");

export function show(run, evaluation) {
  const { subspace, single, reference } = evaluation;
  const alone = Words.isAlone(run);
  const own = evaluation.reference_run === run.id;
  const name = Words.whole(run);
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
