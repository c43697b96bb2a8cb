/* The card below the instrument: the figures of merit of one set of images, and what follows. */

import * as Api from "../base/api.js";
import { byId, choice, html, text } from "../base/dom.js";
import * as Events from "../base/events.js";
import * as Exports from "../base/export.js";
import * as Pace from "../base/pace.js";
import * as Notices from "../base/notices.js";
import * as ImageSets from "../images/image_sets.js";
import * as Merits from "../images/merits.js";

const PAUSE = 700; // milliseconds between looks at a growing evaluation
const path = (run) => `/runs/${encodeURIComponent(run.id)}/evaluation`;
const growing = ({ phase }) => ["queued", "running"].includes(phase);

/* `shown` holds run, catalog, evaluation, and the page's state, which learns of it. */
export function open(shown, scope) {
  const view = { ...shown, scaled: false, score: "max_probability" };
  view.choose = ImageSets.chooser("evaluation-set", "Images", view, () => true);
  const redraw = () => draw(view, start);
  const start = () =>
    Api.post(path(view.run), {}).then((evaluation) => {
      view.evaluation = evaluation;
      redraw();
      follow(view, scope, redraw);
    }, Notices.problem);
  choice("evaluation-scaling", (value) => ((view.scaled = value === "after"), redraw()))("before");
  choice("evaluation-score", (value) => ((view.score = value), redraw()))(view.score);
  byId("evaluation").hidden = false;
  scope.add(Exports.add("evaluation", figure(view)));
  scope.add(() => byId("evaluation") && (byId("evaluation").hidden = true));
  view.state.on(["imageSet"], redraw);
  redraw();
  follow(view, scope, redraw);
}

const figure = (view) => ({
  name: "evaluation",
  title: () => `Figures of merit on ${byId("evaluation-set").querySelector("select").selectedOptions[0].text}`,
  rows: () => Merits.every(view.evaluation),
  shown: () => [...byId("evaluation-table").querySelectorAll("tr")].map(spoken),
});

const spoken = (row) => [...row.children].map((cell) => cell.textContent);

/* Look again at every set that is done, until all are. */
function follow(view, scope, redraw) {
  if (!growing(view.evaluation)) return;
  const look = Pace.atMostEvery(PAUSE, async () => {
    const now = await Api.get(path(view.run)).catch(() => view.evaluation);
    if (scope.ended()) return;
    view.evaluation = now;
    redraw();
    if (!growing(now)) end();
  });
  const end = Events.follow(`/runs/${encodeURIComponent(view.run.id)}`, { evaluation: look });
  scope.add(end);
}

function draw(view, start) {
  const { evaluation, run } = view;
  view.state.set({ evaluation, evaluate: start });
  const set = view.choose();
  if (!set) return;
  const foreign = set.kind === "foreign";
  byId("evaluation-scaling").hidden = foreign;
  byId("evaluation-score").hidden = !foreign;
  const rows = Merits.rowsOf(run, evaluation, set);
  byId("evaluation-table").replaceChildren(table(Merits.table(set, rows, view)));
  byId("evaluation-notes").replaceChildren(...notes(set, evaluation), ...again(evaluation, start));
  state(evaluation, start);
}

export function table({ columns, rows }) {
  const head = columns.map(({ label }) => html("th", { scope: "col" }, label));
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

const notes = (set, evaluation) => Merits.notes(set, evaluation).map((words) => html("p", {}, words));

/* Sets that were not there may have come since. */
function again({ phase, missing }, start) {
  if (growing({ phase }) || !missing.length) return [];
  return [html("button", { type: "button", class: "button small", onclick: start }, "Evaluate again")];
}

function state(evaluation, start) {
  const line = byId("evaluation-state");
  const { phase, failure } = evaluation;
  if (phase !== null && phase !== "failed") return text(line, Merits.state(evaluation));
  const words = failure ? `${failure.sentence} ` : "";
  const button = html("button", { type: "button", class: "button", onclick: start }, "Evaluate all sets");
  line.replaceChildren(words, button);
  return undefined;
}
