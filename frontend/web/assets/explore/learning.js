/* The card "Learning curves": how a run was trained, from its first step, and others laid over it. */
(function (paysage) {
  "use strict";

  const { byId, drawing, html } = paysage.dom;
  const COLOURS = ["subspace", "run-b", "run-c", "run-d", "run-e", "run-f"]; // names of tokens.css
  const [KEY, ID] = ["beside", /^[0-9a-f]{12}$/]; // of the address
  const FULL = `At most ${COLOURS.length} runs lie over each other: take one away first.`;

  /* A run enters: its whole history, then what is still to come. */
  function follow(run, view) {
    const record = paysage.curves.create(run.recipe.options.members ?? 1);
    const scope = paysage.state.scope();
    view.scope.add(scope.end);
    const heard = (take) => (event) => (take(record, event), view.redraw());
    scope.add(
      paysage.events.follow(`/runs/${encodeURIComponent(run.id)}`, {
        progress: heard(paysage.curves.progress),
        epoch: heard(paysage.curves.epoch),
      }),
    );
    return { id: run.id, name: run.name, record, end: scope.end };
  }

  /* Whether there is something to draw, and of what. */
  const begun = ({ record }) => record.dots.length > 0 || record.lines.size > 0;

  function dressed(runs) {
    return runs.map((run, index) => ({ ...run, colour: COLOURS[index], style: `learning-${COLOURS[index]}` }));
  }

  function entry(run, view) {
    const drop = () => ((view.runs = view.runs.filter(({ id }) => id !== run.id)), run.end(), names(view), view.redraw());
    const first = run.id === view.runs[0].id;
    return html(
      "span",
      { class: `learning-run ${run.style}` },
      html("i", {}),
      html("span", { class: "learning-name", title: run.name }, run.name),
      first ? null : html("button", { type: "button", class: "plain", "aria-label": `Take ${run.name} away`, onclick: drop }, "×"),
    );
  }

  function names(view) {
    byId("learning-runs").replaceChildren(...dressed(view.runs).map((run) => entry(run, view)));
    view.said();
  }

  function add(run, view) {
    if (view.runs.some(({ id }) => id === run.id)) return;
    if (view.runs.length === COLOURS.length) return paysage.notices.show(FULL);
    view.runs.push(follow(run, view));
    names(view);
    return view.redraw();
  }

  /* In every phase; the card appears with the first figure. */
  function open(run, scope) {
    paysage.exports.of(run);
    const view = { runs: [], scope, said: () => undefined };
    const figure = drawing(byId("learning-chart"), (...size) => paysage.learning_chart.draw(dressed(view.runs), ...size), {
      role: "img",
      "aria-label": "Loss, test accuracy and learning rate over the epochs",
    });
    view.redraw = paysage.pace.eachFrame(() => {
      if (scope.ended() || !byId("learning")) return;
      byId("learning").hidden = !view.runs.some(begun);
      figure.redraw();
    });
    add(run, view);
    byId("learning-beside").onclick = () => paysage.find_run.open("Lay a run over it", (other) => add(other, view));
    scope.add(paysage.exports.add("learning", paysage.card_figures.learning(() => dressed(view.runs))));
    scope.add(() => (figure.close(), byId("learning") && (byId("learning").hidden = true)));
    overlaid(view);
  }

  /* Runs that the address names, validated: they go into other addresses. */
  function named() {
    const ids = new URLSearchParams(window.location.search).get(KEY)?.split(",") ?? [];
    return ids.filter((id) => ID.test(id)).slice(0, COLOURS.length - 1);
  }

  function write(ids) {
    const url = new URL(window.location);
    if (ids.length) url.searchParams.set(KEY, ids.join(","));
    else url.searchParams.delete(KEY);
    window.history.replaceState(window.history.state, "", url.href.replaceAll("%2C", ","));
  }

  /* What the address names lies over it, and the address follows. */
  async function overlaid(view) {
    for (const id of named()) {
      const run = await paysage.api.get(`/runs/${id}`).catch(paysage.notices.problem);
      if (view.scope.ended()) return;
      if (run) add(run, view);
    }
    view.said = () => write(view.runs.slice(1).map(({ id }) => id));
  }

  /* As a part of a query, for other addresses of this view. */
  const query = () => (named().length ? `${KEY}=${named().join(",")}` : "");

  paysage.learning = { KEY, dressed, open, query };
})((globalThis.paysage ??= {}));
