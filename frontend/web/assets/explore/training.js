/* The map's card while a run trains: the loss around its networks, live curves, progress, time left, cancel. */
(function (paysage) {
  "use strict";

  const { byId, html, text } = paysage.dom;
  const CANCELS = "The last checkpoint stays: training again goes on from there.";

  function panel({ title, note, action, cancel }, picture) {
    const parts = {
      figure: html("div", { class: "training-curves" }),
      bar: html("progress", { max: 1, value: 0, "aria-label": "Progress of the training" }),
      words: html("span", { class: "training-words" }, "waiting for the first step"),
    };
    const stop = html(
      "button",
      { type: "button", class: "button", "data-cancels": CANCELS, onclick: cancel },
      action,
    );
    parts.foot = html("div", { class: "training-foot", "data-figures": "" }, parts.words, stop);
    byId("status").replaceChildren(
      html("h2", {}, title),
      picture,
      html("p", { class: "muted" }, note),
      parts.figure,
      parts.bar,
      parts.foot,
    );
    return parts;
  }

  function sentence(event, networks, last) {
    const parts = [`${Math.floor((100 * event.step) / event.total_steps)} %`];
    if (networks > 1 && event.member !== null) parts.push(`network ${event.member + 1} of ${networks}`);
    parts.push(`epoch ${Math.min(event.epoch + 1, event.total_epochs)} of ${event.total_epochs}`);
    if (last) parts.push(`test accuracy ${paysage.numbers.share(last.accuracy, 2)}`);
    if (event.seconds_left !== null) parts.push(`${paysage.numbers.duration(event.seconds_left)} left`);
    return parts.join(" · ");
  }

  /* Follows one run; `words` has title, note, action and cancel of the panel; `words.phase()` hears of every phase in its history. */
  function show(run, catalog, words, scope) {
    const networks = run.recipe.options.members ?? 1;
    const record = paysage.curves.create(networks);
    const { classes } = catalog.datasets.find((entry) => entry.name === run.recipe.dataset);
    const live = paysage.preview_live.create(run, classes.length, scope);
    const parts = panel(words, live.box);
    const figure = paysage.curves.draw(parts.figure, record);
    scope.add(figure.close);
    paysage.exports.of(run);
    scope.add(paysage.exports.add(parts.foot, paysage.card_figures.training(parts.figure, run, record)));
    const redraw = paysage.pace.eachFrame(figure.redraw);
    const progress = (event) => {
      paysage.curves.progress(record, event);
      parts.bar.value = event.step / event.total_steps;
      text(parts.words, sentence(event, networks, record.dots.at(-1)));
      redraw();
    };
    const epoch = (event) => (paysage.curves.epoch(record, event), live.epoch(), redraw());
    if (run.progress) progress(run.progress);
    paysage.api.get(`/runs/${run.id}/epochs`).then(
      (all) => all.forEach(epoch),
      () => undefined,
    );
    const heard = { progress, epoch, preview: live.add, phase: words.phase };
    scope.add(paysage.events.follow(`/runs/${run.id}`, heard));
  }

  paysage.training = { sentence, show };
})((globalThis.paysage ??= {}));
