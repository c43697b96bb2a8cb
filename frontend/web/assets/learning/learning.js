/* The card "Learning curves": how a run was trained, from its first step, and others laid over it. */

import * as Api from "../base/api.js";
import { byId, drawing, html } from "../base/dom.js";
import * as Events from "../base/events.js";
import * as Exports from "../base/export.js";
import * as Pace from "../base/pace.js";
import * as State from "../base/state.js";
import * as FindRun from "../shell/find_run.js";
import * as Notices from "../base/notices.js";
import * as Curves from "./curves.js";
import * as LearningChart from "./learning_chart.js";
import * as LearningExport from "./learning_export.js";

const COLOURS = ["subspace", "run-b", "run-c", "run-d", "run-e", "run-f"]; // names of tokens.css
const [KEY, ID] = ["beside", /^[0-9a-f]{12}$/]; // of the address
const FULL = `At most ${COLOURS.length} runs lie over each other: take one away first.`;

/* A run enters: its whole history, then what is still to come. */
function follow(run, view) {
  const record = Curves.create(run.recipe.options.members ?? 1);
  const scope = State.scope();
  view.scope.add(scope.end);
  const heard = (take) => (event) => (take(record, event), view.redraw());
  scope.add(
    Events.follow(`/runs/${encodeURIComponent(run.id)}`, {
      progress: heard(Curves.progress),
      epoch: heard(Curves.epoch),
    }),
  );
  return { id: run.id, name: run.name, record, end: scope.end };
}

/* Whether there is something to draw, and of what. */
const begun = ({ record }) => record.dots.length > 0 || record.lines.size > 0;

export function dressed(runs) {
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
  if (view.runs.length === COLOURS.length) return Notices.show(FULL);
  view.runs.push(follow(run, view));
  names(view);
  return view.redraw();
}

/* In every phase; the card appears with the first figure. */
export function open(run, scope) {
  Exports.of(run);
  const view = { runs: [], scope, said: () => undefined };
  const figure = drawing(byId("learning-chart"), (...size) => LearningChart.draw(dressed(view.runs), ...size), {
    role: "img",
    "aria-label": "Loss, test accuracy and learning rate over the epochs",
  });
  view.redraw = Pace.eachFrame(() => {
    if (scope.ended() || !byId("learning")) return;
    byId("learning").hidden = !view.runs.some(begun);
    figure.redraw();
  });
  add(run, view);
  byId("learning-beside").onclick = () => FindRun.open("Lay a run over it", (other) => add(other, view));
  scope.add(Exports.add("learning", LearningExport.learning(() => dressed(view.runs))));
  scope.add(() => (figure.close(), byId("learning") && (byId("learning").hidden = true)));
  overlaid(view);
}

/* Runs that the address names, validated: they go into other addresses. */
function named() {
  const ids = new URLSearchParams(window.location.search).get(KEY)?.split(",") ?? [];
  return ids.filter((id) => ID.test(id)).slice(0, COLOURS.length - 1);
}

function write(ids) {
  const url = new URL(window.location.href);
  if (ids.length) url.searchParams.set(KEY, ids.join(","));
  else url.searchParams.delete(KEY);
  window.history.replaceState(window.history.state, "", url.href.replaceAll("%2C", ","));
}

/* What the address names lies over it, and the address follows. */
async function overlaid(view) {
  for (const id of named()) {
    const run = await Api.get(`/runs/${id}`).catch(Notices.problem);
    if (view.scope.ended()) return;
    if (run) add(run, view);
  }
  view.said = () => write(view.runs.slice(1).map(({ id }) => id));
}

/* As a part of a query, for other addresses of this view. */
export const query = () => (named().length ? `${KEY}=${named().join(",")}` : "");

export { KEY };
