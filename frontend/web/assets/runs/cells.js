/* What stands in the cells of the list of runs. Text of users is text only: React children. */

import { clientside } from "../base/dash.js";
import * as Numbers from "../base/numbers.js";
import * as Seeds from "../base/seeds.js";
import * as Amounts from "../base/amounts.js";
import { cells, element } from "./elements.js";
import * as RunActions from "./runs.js";

const active = (run) => run.phase === "queued" || run.phase === "running";
const act = (name, run) => () => RunActions[name](run);

function icon(path) {
  return element("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": true }, element("path", { d: path }));
}

const STAR = "M8 1.8l1.9 3.9 4.3.6-3.1 3 .7 4.3L8 11.6l-3.8 2 .7-4.3-3.1-3 4.3-.6z";
const STOP = "M4.5 4.5h7v7h-7z";
const RETRY = "M12.8 6.2A5.2 5.2 0 1 0 13 9.4M13 3v3.4H9.6";
const AGAIN = "M8 3.5v9M3.5 8h9";
const TRASH = "M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5";

function button(label, path, onClick, className = "") {
  const props = { className: `runs-icon ${className}`, onClick, title: label, "aria-label": label, type: "button" };
  return element("button", props, icon(path));
}

function follow(event, href) {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  clientside.set_props("url", { href });
}

/* Marks what another catalog wrote. */
export const unknownMark = ({ unknown }) => {
  if (!unknown?.length) return [];
  const title = `Not known here: ${unknown.join("; ")}`;
  return [element("span", { className: "runs-tag runs-unknown", title }, "not known here")];
};

cells.RunsStar = ({ data: run }) => {
  if (!run) return null;
  const label = run.starred ? "Remove the star" : "Star this run";
  return button(label, STAR, act("star", run), run.starred ? "runs-starred" : "runs-unstarred");
};

cells.RunsName = ({ data: run }) => {
  if (!run) return element("span", { className: "runs-skeleton" });
  const { method, network, dataset } = run.recipe;
  const href = `/explore/${run.id}`;
  const link = element("a", { href, title: run.name, onClick: (event) => follow(event, href) }, run.name);
  const trained = Seeds.training(run.recipe);
  const facts = trained.join(" · ");
  const [tag, ...others] = run.tags;
  const said = others.length > 0 ? `${tag} +${others.length}` : tag;
  const tags = tag ? [element("span", { className: "runs-tag", title: run.tags.join(", ") }, said)] : [];
  const wide = element("span", { className: "runs-second runs-wide" }, ...unknownMark(run), facts, ...tags);
  const words = `${method.replace(/_/g, " ")} · ${network} on ${dataset} · ${trained[0]}`;
  const narrow = element("span", { className: "runs-second runs-narrow" }, ...unknownMark(run), words);
  return element("span", { className: "runs-name" }, link, wide, narrow);
};

cells.RunsText = ({ value, titles }) => {
  if (value === undefined || value === null) return null;
  const words = (titles && titles[value]) || value;
  return element("span", { title: words }, words);
};

function stateOf(run) {
  const progress = run.progress;
  if (run.phase === "running" && run.cancel_requested) return "stopping";
  if (run.phase === "running" && progress && progress.seconds_left !== null) {
    return `${Numbers.duration(progress.seconds_left)} left`;
  }
  if (run.phase === "queued" && run.waits_for.length > 0) return "waits for a run";
  if (run.phase === "queued" && run.queue_position === 1) return "next";
  if (run.phase === "queued" && run.queue_position) return `number ${run.queue_position}`;
  return "";
}

function bar(progress) {
  const part = progress.total_steps ? progress.step / progress.total_steps : 0;
  const percent = Math.min(100, Math.round(100 * part));
  const props = { className: "runs-bar", role: "progressbar", "aria-valuenow": percent, "aria-label": "trained" };
  return element("span", props, element("span", { style: { width: `${percent}%` } }));
}

/* Under the phase: why a run failed; on narrow screens, how good a completed one is. */
function below(run) {
  if (run.failure) return element("span", { className: "runs-second runs-cut" }, run.failure.sentence);
  if (!run.figures || run.figures.accuracy === null) return null;
  return element("span", { className: "runs-second runs-narrow" }, Numbers.percent(run.figures.accuracy).value);
}

cells.RunsWhere = ({ data: run, titles }) => {
  if (!run) return null;
  const { network, dataset } = run.recipe;
  const data = element("span", { className: "runs-second" }, `on ${titles.dataset[dataset] || dataset}`);
  return element("span", { className: "runs-name" }, element("span", {}, titles.network[network] || network), data);
};

cells.RunsPhase = ({ data: run }) => {
  if (!run) return null;
  const title = run.failure ? run.failure.sentence : undefined;
  const dot = element("span", { className: "runs-dot" });
  const state = stateOf(run);
  const word = element("span", { className: "runs-phase-word" }, dot, run.phase, state && element("span", { className: "runs-left" }, state));
  const shown = run.phase === "running" && run.progress ? bar(run.progress) : below(run);
  return element("span", { className: `runs-phase runs-${run.phase}`, title }, word, shown);
};

/* A figure of the mean of its networks, its sampling standard error muted beside it. */
function figure(run, { value, uncertainty }, title) {
  if (!run) return null;
  if (!run.figures || value === Amounts.UNKNOWN) return element("span", { className: "runs-second" }, Amounts.UNKNOWN);
  const beside = element("span", { className: "runs-second" }, ` ${uncertainty}`);
  return element("span", { title }, value, beside);
}

cells.RunsAccuracy = ({ data: run }) => {
  const { accuracy, accuracy_standard_error: error } = run?.figures ?? {};
  const title = "Accuracy of the mean of its networks on the test images, ± its sampling standard error.";
  return figure(run, Numbers.percent(accuracy, error), title);
};

cells.RunsNll = ({ data: run }) => {
  const { nll, nll_standard_error: error } = run?.figures ?? {};
  const title = "Negative log-likelihood of the mean of its networks on the test images, in nats, ± its sampling standard error.";
  return figure(run, Numbers.loss(nll, error), title);
};

function ago(moment) {
  const seconds = (Date.now() - moment.getTime()) / 1000;
  if (seconds < 60) return "just now";
  if (seconds < 3600) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.round(seconds / 3600)} h ago`;
  return Numbers.day(moment);
}

function time(text) {
  const moment = new Date(text);
  return element("time", { dateTime: text, title: Numbers.moment(moment) }, ago(moment));
}

cells.RunsCreated = ({ data: run }) => run && time(run.created_at);
cells.RunsGroupNewest = ({ data: group }) => group && time(group.newest_at);

cells.RunsActions = ({ data: run }) => {
  if (!run) return null;
  const next = `/launch?from=${run.id}&seed=next`;
  const buttons = [button("Same again with another seed", AGAIN, (event) => follow(event, next))];
  if (active(run) && !run.cancel_requested) buttons.push(button("Cancel", STOP, act("stop", run), "runs-filled"));
  if (run.phase === "failed" || run.phase === "cancelled") buttons.push(button("Retry", RETRY, act("again", run)));
  if (!active(run)) buttons.push(button("Delete", TRASH, act("ask", run)));
  return element("span", { className: "runs-actions" }, ...buttons);
};
