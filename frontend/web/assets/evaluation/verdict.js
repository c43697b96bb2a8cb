/* One plain sentence: who predicts best, what the run cost, and what that is worth. Pure but for `create`. */

import * as Catalog from "../base/catalog.js";
import * as Dom from "../base/dom.js";
import * as Numbers from "../base/numbers.js";
import * as Panels from "../base/panels.js";
import * as Words from "../weights/words.js";

const TOLERANCE = 2; // standard uncertainties within which two are equally good
const WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

const number = (value) => WORDS[value] ?? Numbers.short(value);
const times = (value, noun) => `${number(value)} ${noun}${value === 1 ? "" : "s"}`;
const capital = (words) => words[0].toUpperCase() + words.slice(1);
const listed = (words) => words.join(", ").replace(/, ([^,]*)$/, " and $1");

/* Who could have won: {who, many, role, quality, cost}; `many` says that several are meant. */
function contenders(run, evaluation) {
  const { subspace, single, reference, equivalent_trainings: cost, reference_equivalent_trainings: its } = evaluation;
  const ensemble = Words.isEnsemble(run);
  const name = ensemble ? times(Catalog.published(run.recipe), "retraining") : `the ${Words.whole(run)}`;
  return [
    { who: name, many: name.endsWith("s"), role: "subspace", quality: subspace, cost },
    Words.isAlone(run) ? null : { who: "one network", many: false, role: "single", quality: single, cost: 1 },
    ensemble ? null : { who: reference && times(reference.members, "retraining"), many: true, role: "reference", quality: reference, cost: its },
  ].filter((one) => one?.quality);
}

/* How much worse one's NLL is than another's, with its standard uncertainty: image by image where
   that was measured, else as if they had been scored on other images, which errs on the large side. */
function behind(one, other, { against, gain, run, reference_run: reference, reference_gain: its, single_from: from }) {
  const mean = run === reference ? gain : against?.mean;
  const paired = from === "reference" ? { "subspace single": mean, "reference single": its } : {};
  paired["subspace reference"] = against?.ensemble;
  const [there, back] = [paired[`${one.role} ${other.role}`], paired[`${other.role} ${one.role}`]];
  if (there) return [there.nll, there.nll_standard_uncertainty];
  if (back) return [-back.nll, back.nll_standard_uncertainty];
  const { nll: a, nll_standard_error: s } = one.quality;
  const { nll: b, nll_standard_error: t } = other.quality;
  return [a - b, Math.hypot(s ?? 0, t ?? 0)];
}

/* [the best and its equals, the others]. */
function ranked(all, evaluation) {
  const best = all.reduce((first, one) => (behind(one, first, evaluation)[0] < 0 ? one : first));
  const equal = (one) => {
    const [gap, uncertainty] = behind(one, best, evaluation);
    return one === best || gap <= TOLERANCE * uncertainty;
  };
  return [all.filter(equal), all.filter((one) => !equal(one))];
}

function winners(all, evaluation) {
  const [best, others] = ranked(all, evaluation);
  const names = capital(listed(best.map(({ who }) => who)));
  if (best.length > 1)
    return `${names} predict equally well${others.length ? `, and better than ${listed(others.map(({ who }) => who))}` : ""}`;
  const verb = best[0].many ? "predict" : "predicts";
  return `${names} ${verb} ${others.length > 1 ? "best" : `better than ${others[0].who}`}`;
}

function worth({ against, phase }) {
  const found = against?.equivalent;
  if (!found) return ["queued", "running"].includes(phase) ? "what that is worth is being evaluated" : "";
  const { value, largest } = found;
  if (value === null || value > largest) return `worth more than ${number(largest)}`;
  return value < 1 ? "worth less than one" : `worth about ${Numbers.fixed(value, 1)}`;
}

/* "the curve costs three trainings and is worth less than one"; "it" where the curve is the `subject`. */
function price({ who, many, cost }, evaluation, compared, subject) {
  if (!cost) return "";
  const paid = `${subject ? (many ? "they" : "it") : who} ${many ? "cost" : "costs"} ${times(cost, "training")}`;
  const value = compared ? worth(evaluation) : "";
  if (value.startsWith("worth")) return `${paid} and ${many ? "are" : "is"} ${value}`;
  return [paid, value].filter(Boolean).join("; ");
}

/* Of a run and its evaluation, which may be missing; the marks of `words` name the terms. */
export function sentence(run, evaluation) {
  if (!evaluation?.subspace) return "";
  const all = contenders(run, evaluation);
  const [own, ...others] = all;
  const compared = others.some(({ role }) => role === "reference");
  const won = others.length ? winners(all, evaluation) : "";
  const paid = price(own, evaluation, compared, !others.length || won.startsWith(`${capital(own.who)} predict`));
  if (!others.length) {
    const alone = `Nobody can say yet how well ${own.who} ${own.many ? "predict" : "predicts"}: there are no retrainings to compare with`;
    return `${[alone, paid].filter(Boolean).join("; ")}.`;
  }
  const unknown = compared || Words.isEnsemble(run) ? "" : "what that is worth in retrainings nobody can say yet";
  return `${[won, paid, unknown].filter(Boolean).join("; ")}.`;
}

/** @param {Panel} panel */
function create({ state, scope }) {
  const show = ({ run, evaluation }) => Dom.text("verdict", sentence(run, evaluation) || "\u00a0");
  state.on(["evaluation"], show);
  scope.add(() => Dom.text("verdict", "\u00a0"));
}

Panels.add(create);
