/* The card "Images that stand out": hardest, most uncertain, and whose label depends on the seed. */

import * as Api from "../base/api.js";
import { byId, html } from "../base/dom.js";
import * as Exports from "../base/export.js";
import * as Numbers from "../base/numbers.js";
import * as Panels from "../base/panels.js";
import * as Answers from "../images/answers.js";
import * as ImageTile from "../images/image_tile.js";
import * as LinkedFigures from "../images/linked_figures.js";
import * as Linking from "../images/linking.js";
import * as Words from "../weights/words.js";

const SHOWN = 8; // of each list; the gallery shows all
const nats = (value) => Numbers.fixed(Math.max(0, value), value < 10 ? 2 : 1);
const percent = (value) => Numbers.share(value, value < 0.1 ? 1 : 0);

/* Whether retrainings can foretell a further one: this run's own, or those beside it. */
export const foretold = (run) => Boolean(run.reference) || Words.isEnsemble(run);

/* [{selection, title, note, figure}] for one run; `test` is the evaluation of the test split. */
export function listsOf(run, test) {
  const alone = Words.isAlone(run);
  return [
    {
      selection: "hard",
      title: "Hardest",
      note: alone ? "negative log-likelihood, nats" : hardness(test),
      figure: nats,
    },
    {
      selection: "uncertain",
      title: "Most uncertain",
      note: alone ? "entropy of the network’s answer, nats" : "mutual information between answer and network, nats",
      figure: nats,
    },
    ...(foretold(run) ? [{ selection: "flips", title: "Label depends on the seed", note: risk(test?.retraining), figure: percent }] : []),
  ];
}

/* Of one network that stands for the family; of separate ones there is none. */
function hardness(test) {
  const { words } = test?.represented_by ?? {};
  return `negative log-likelihood${words ? ` of the ${words}` : test ? ", mean of the networks" : ""}, nats`;
}

function risk(retraining) {
  const from = retraining
    ? `from ${retraining.members} retrainings, pooled over ${Numbers.count(retraining.examples)} ${retraining.population} images`
    : "pooled over the test images";
  return `flip risk: chance that one more retraining changes the label; ${from}`;
}

const UNKNOWN = "Whether labels depend on the seed is told by at least two independent retrainings.";

/* "labelled 4; the curve says 9; flip risk 51 %". */
function told(prediction, row, list, { classes, run }) {
  const { index, target } = prediction.examples[row];
  const says = classes[Words.argmax(prediction.predictive[row])];
  const figure = `${list.figure(prediction.scores[row])}${list.selection === "flips" ? " flip risk" : " nats"}`;
  return `Test image ${index}: labelled ${classes[target]}, the mean of the ${Words.whole(run)} says ${says}; ${figure}`;
}

function tiles(prediction, list, context) {
  const { classes, ink } = context.state.get();
  const indices = prediction.examples.map(({ index }) => index);
  return prediction.examples.slice(0, SHOWN).map((example, row) =>
    ImageTile.create({
      example,
      ink,
      title: told(prediction, row, list, context.state.get()),
      press: () => context.choose(indices, row),
      lines: [
        [
          ["target", classes[example.target]],
          ["subspace", classes[Words.argmax(prediction.predictive[row])]],
        ],
        [["figure", list.figure(prediction.scores[row])]],
      ],
    }),
  );
}

function part(list) {
  const row = html("div", { class: "list-tiles" });
  const note = html("p", { class: "muted" }, list.note);
  return { row, note, box: html("div", { class: "list" }, html("h3", {}, list.title), note, row) };
}

async function fill(list, row, found, context) {
  const { run, known } = context.state.get();
  const body = { ...Answers.subspace(list.selection) };
  try {
    const show = (prediction) => {
      found[list.selection] = prediction;
      Linking.remember(known, prediction);
      row.replaceChildren(...tiles(prediction, list, context));
      Linking.mark(byId("explore"), context.state.get());
    };
    const first = (words, early) => {
      if (context.scope.ended()) return false;
      if (early) show(early);
      else row.replaceChildren(html("p", { class: "muted" }, words));
      return !early || !Answers.isFinal(early);
    };
    const prediction = await Api.question(`/runs/${run.id}/predictions`, body, first);
    if (prediction && !context.scope.ended()) show(prediction);
  } catch (problem) {
    if (!context.scope.ended()) row.replaceChildren(html("p", { class: "muted" }, problem.message));
  }
}

/** @param {Panel} context */
function create(context) {
  const { state, scope } = context;
  const { run, classes } = state.get();
  const [lists, found] = [listsOf(run, null), {}];
  const parts = lists.map(part);
  const missing = foretold(run) ? [] : [html("p", { class: "muted list-missing" }, UNKNOWN)];
  byId("lists-body").replaceChildren(...parts.map(({ box }) => box), ...missing);
  byId("lists").hidden = false;
  scope.add(Exports.add("lists", LinkedFigures.lists(lists, found, classes)));
  let asked = false;
  state.on(["evaluation"], ({ evaluation }) => {
    const test = evaluation?.sets.find(({ kind }) => kind === "test");
    listsOf(run, test).forEach(({ note }, index) => (parts[index].note.textContent = note));
  });
  return Linking.whenSeen("lists", (seen) => {
    if (!seen || asked) return;
    asked = true;
    lists.forEach((list, index) => fill(list, parts[index].row, found, context));
  });
}

Panels.add(create);
