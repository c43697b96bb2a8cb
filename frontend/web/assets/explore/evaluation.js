/* The card below the instrument: the figures of merit of one set of images, and what follows. */
(function (paysage) {
  "use strict";

  const { byId, choice, html, text } = paysage.dom;
  const PAUSE = 700; // milliseconds between looks at a growing evaluation
  const path = (run) => `/runs/${encodeURIComponent(run.id)}/evaluation`;
  const growing = ({ phase }) => ["queued", "running"].includes(phase);

  /* `shown` holds run, catalog, family and evaluation. */
  function open(shown, scope) {
    const view = { ...shown, set: "test", scaled: false, score: "max_probability", offered: "" };
    const redraw = () => draw(view, start);
    const start = () =>
      paysage.api.post(path(view.run), {}).then((evaluation) => {
        view.evaluation = evaluation;
        redraw();
        follow(view, scope, redraw);
      }, paysage.notices.problem);
    choice("evaluation-scaling", (value) => ((view.scaled = value === "after"), redraw()))("before");
    choice("evaluation-score", (value) => ((view.score = value), redraw()))(view.score);
    byId("evaluation").hidden = false;
    scope.add(() => byId("evaluation") && (byId("evaluation").hidden = true));
    redraw();
    follow(view, scope, redraw);
  }

  /* Look again at every set that is done, until all are. */
  function follow(view, scope, redraw) {
    if (!growing(view.evaluation)) return;
    const look = paysage.pace.atMostEvery(PAUSE, async () => {
      const now = await paysage.api.get(path(view.run)).catch(() => view.evaluation);
      if (scope.ended()) return;
      view.evaluation = now;
      redraw();
      if (!growing(now)) end();
    });
    const end = paysage.events.follow(`/runs/${encodeURIComponent(view.run.id)}`, { evaluation: look });
    scope.add(end);
  }

  function draw(view, start) {
    const { evaluation, run, family } = view;
    const set = evaluation.sets.find(({ name }) => name === view.set) ?? evaluation.sets[0];
    if (!set) return;
    sets(view, set.name, () => draw(view, start));
    const foreign = set.kind === "foreign";
    byId("evaluation-scaling").hidden = foreign;
    byId("evaluation-score").hidden = !foreign;
    const rows = paysage.merits.rowsOf(run, family, evaluation);
    byId("evaluation-table").replaceChildren(table(paysage.merits.table(set, rows, view)));
    byId("evaluation-notes").replaceChildren(...notes(set, evaluation));
    state(evaluation, start);
  }

  /* The chooser is made anew only where there is more to choose from. */
  function sets(view, chosen, redraw) {
    const groups = paysage.merits.groups(view.evaluation.sets, view.catalog);
    const offered = JSON.stringify(groups);
    if (offered === view.offered) return;
    view.offered = offered;
    const option = ([value, words]) => html("option", { value, selected: value === chosen }, words);
    const select = html(
      "select",
      {
        "aria-label": "Images",
        onchange: (event) => ((view.set = event.target.value), redraw()),
      },
      groups.map(({ label, sets }) => html("optgroup", { label }, sets.map(option))),
    );
    byId("evaluation-set").replaceChildren(select);
  }

  function table({ columns, rows }) {
    const head = columns.map(({ label, title }) => html("th", { scope: "col", title }, label));
    const body = rows.map(({ words, style, cells }) =>
      html(
        "tr",
        { class: style },
        html("th", { scope: "row" }, words),
        cells.map(({ value, uncertainty }) =>
          html("td", {}, value, uncertainty ? html("span", { class: "muted" }, ` ${uncertainty}`) : null),
        ),
      ),
    );
    return html(
      "table",
      {},
      html("thead", {}, html("tr", {}, html("td", {}), head)),
      html("tbody", {}, body),
    );
  }

  function notes(set, { parity, missing }) {
    const lines = [paysage.merits.size(set), ...paysage.merits.retraining(set.retraining)];
    if (parity) lines.push(parity.sentence);
    return [...lines, ...missing].map((words) => html("p", {}, words));
  }

  function state(evaluation, start) {
    const line = byId("evaluation-state");
    const { phase, failure } = evaluation;
    if (phase !== null && phase !== "failed") return text(line, paysage.merits.state(evaluation));
    const words = failure ? `${failure.sentence} ` : "";
    const button = html("button", { type: "button", class: "button", onclick: start }, "Evaluate all sets");
    line.replaceChildren(words, button);
    return undefined;
  }

  paysage.evaluation = { open };
})((globalThis.paysage ??= {}));
