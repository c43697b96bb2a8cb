/* The card "Images that stand out": hardest, most uncertain, and whose label depends on the seed. */
(function (paysage) {
  "use strict";

  const { byId, html } = paysage.dom;
  const SHOWN = 8; // of each list; the gallery shows all
  const nats = (value) => paysage.numbers.fixed(Math.max(0, value), value < 10 ? 2 : 1);
  const percent = (value) => paysage.numbers.share(value, value < 0.1 ? 1 : 0);

  /* Whether retrainings can foretell a further one: this run's own, or those beside it. */
  const foretold = (run) => Boolean(run.reference) || paysage.words.isEnsemble(run);

  /* [{selection, title, note, figure}] for one run; `test` is the evaluation of the test split. */
  function listsOf(run, test) {
    const alone = paysage.words.isAlone(run);
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
      ? `from ${retraining.members} retrainings, pooled over ${paysage.numbers.count(retraining.examples)} ${retraining.population} images`
      : "pooled over the test images";
    return `flip risk: chance that one more retraining changes the label; ${from}`;
  }

  const UNKNOWN = "Whether labels depend on the seed is told by at least two independent retrainings.";

  /* "labelled 4; the curve says 9; flip risk 51 %". */
  function told(prediction, row, list, { classes, run, family }) {
    const { index, target } = prediction.examples[row];
    const says = classes[paysage.words.argmax(prediction.predictive[row])];
    const figure = `${list.figure(prediction.scores[row])}${list.selection === "flips" ? " flip risk" : " nats"}`;
    return `Test image ${index}: labelled ${classes[target]}, the mean of the ${paysage.words.whole(run, family)} says ${says}; ${figure}`;
  }

  function tiles(prediction, list, context) {
    const { classes, ink } = context.state.get();
    const indices = prediction.examples.map(({ index }) => index);
    return prediction.examples.slice(0, SHOWN).map((example, row) =>
      paysage.image_tile.create({
        example,
        ink,
        title: told(prediction, row, list, context.state.get()),
        press: () => context.choose(indices, row),
        lines: [
          [
            ["target", classes[example.target]],
            ["subspace", classes[paysage.words.argmax(prediction.predictive[row])]],
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
    const body = { ...paysage.answers.subspace(list.selection) };
    try {
      const show = (prediction) => {
        found[list.selection] = prediction;
        paysage.linking.remember(known, prediction);
        row.replaceChildren(...tiles(prediction, list, context));
        paysage.linking.mark(byId("explore"), context.state.get());
      };
      const first = (words, early) => {
        if (context.scope.ended()) return false;
        if (early) show(early);
        else row.replaceChildren(html("p", { class: "muted" }, words));
        return !early || !paysage.answers.isFinal(early);
      };
      const prediction = await paysage.api.question(`/runs/${run.id}/predictions`, body, first);
      if (prediction && !context.scope.ended()) show(prediction);
    } catch (problem) {
      if (!context.scope.ended()) row.replaceChildren(html("p", { class: "muted" }, problem.message));
    }
  }

  function create(context) {
    const { state, scope } = context;
    const { run, classes } = state.get();
    const [lists, found] = [listsOf(run, null), {}];
    const parts = lists.map(part);
    const missing = foretold(run) ? [] : [html("p", { class: "muted list-missing" }, UNKNOWN)];
    byId("lists-body").replaceChildren(...parts.map(({ box }) => box), ...missing);
    byId("lists").hidden = false;
    scope.add(paysage.exports.add("lists", paysage.linked_figures.lists(lists, found, classes)));
    let asked = false;
    state.on(["evaluation"], ({ evaluation }) => {
      const test = evaluation?.sets.find(({ kind }) => kind === "test");
      listsOf(run, test).forEach(({ note }, index) => (parts[index].note.textContent = note));
    });
    return paysage.linking.whenSeen("lists", (seen) => {
      if (!seen || asked) return;
      asked = true;
      lists.forEach((list, index) => fill(list, parts[index].row, found, context));
    });
  }

  paysage.panels.add(create);
  paysage.lists = { foretold, listsOf };
})((globalThis.paysage ??= {}));
