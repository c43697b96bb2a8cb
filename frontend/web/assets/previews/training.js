/* The map's card while a run trains: the loss around its networks, live curves, progress, time left, cancel. */

import * as Api from "../base/api.js";
import { byId, html, text } from "../base/dom.js";
import * as Events from "../base/events.js";
import * as Exports from "../base/export.js";
import * as Numbers from "../base/numbers.js";
import * as Pace from "../base/pace.js";
import * as Curves from "../learning/curves.js";
import * as LearningExport from "../learning/learning_export.js";
import * as PreviewLive from "./preview_live.js";

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

export function sentence(event, networks, last) {
  const parts = [`${Math.floor((100 * event.step) / event.total_steps)} %`];
  if (networks > 1 && event.member !== null) parts.push(`network ${event.member + 1} of ${networks}`);
  parts.push(`epoch ${Math.min(event.epoch + 1, event.total_epochs)} of ${event.total_epochs}`);
  if (last) parts.push(`test accuracy ${Numbers.share(last.accuracy, 2)}`);
  if (event.seconds_left !== null) parts.push(`${Numbers.duration(event.seconds_left)} left`);
  return parts.join(" · ");
}

/* Follows one run; `words` has title, note, action and cancel of the panel; `words.phase()` hears of every phase in its history. */
export function show(run, catalog, words, scope) {
  const networks = run.recipe.options.members ?? 1;
  const record = Curves.create(networks);
  const { classes } = catalog.datasets.find((entry) => entry.name === run.recipe.dataset);
  const live = PreviewLive.create(run, classes.length, scope);
  const parts = panel(words, live.box);
  const figure = Curves.draw(parts.figure, record);
  scope.add(figure.close);
  Exports.of(run);
  scope.add(Exports.add(parts.foot, LearningExport.training(parts.figure, run, record)));
  const redraw = Pace.eachFrame(figure.redraw);
  const progress = (event) => {
    Curves.progress(record, event);
    parts.bar.value = event.step / event.total_steps;
    text(parts.words, sentence(event, networks, record.dots.at(-1)));
    redraw();
  };
  const epoch = (event) => (Curves.epoch(record, event), live.epoch(), redraw());
  if (run.progress) progress(run.progress);
  Api.get(`/runs/${run.id}/epochs`).then(
    (all) => all.forEach(epoch),
    () => undefined,
  );
  const heard = { progress, epoch, preview: live.add, phase: words.phase };
  scope.add(Events.follow(`/runs/${run.id}`, heard));
}
