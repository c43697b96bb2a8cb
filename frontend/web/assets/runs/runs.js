/* What can be done with a run: star, cancel, retry, delete after a confirmation. */

import * as Api from "../base/api.js";
import * as Dash from "../base/dash.js";
import * as Deleting from "../base/deleting.js";
import * as RunsAddress from "./address.js";
import * as RunEdits from "./edits.js";
import * as RunsGrid from "./grid.js";
import * as RunGroups from "./groups.js";
import { complain, set } from "./page.js";
import * as RunsView from "./view.js";


/* One change of one run; what went wrong stays on the page until it is closed. */
async function change(method, path, body) {
  const answer = await Api.ask(method, path, body);
  if (answer.ok) return answer.body;
  complain(answer.problems);
  return null;
}

export async function star(run) {
  const changed = await change("PATCH", `/runs/${run.id}`, { starred: !run.starred });
  if (changed) RunsGrid.replace(changed);
}

/* Put away, or taken out again; the panel stays, so that it can be undone. */
async function shelve(run) {
  const changed = await change("PATCH", `/runs/${run.id}`, { archived: !run.archived });
  if (changed) RunsGrid.showSelected(changed);
  RunsGrid.refresh();
}

export async function stop(run) {
  const changed = await change("POST", `/runs/${run.id}/cancel`);
  if (changed) RunsGrid.replace(changed);
  RunsGrid.refresh();
}

export async function again(run) {
  const made = await change("POST", `/runs/${run.id}/retry`);
  if (made) RunsGrid.showSelected(made);
  RunsGrid.refresh();
}

/* What others lose with it is said before anything is deleted. */
export async function ask(run) {
  const others = await change("GET", `/runs/${run.id}/dependents`);
  if (!others) return;
  set("runs-to-delete", { data: run });
  set("runs-dialog-text", { children: Deleting.words(run, others) });
  set("runs-dialog", { opened: true });
}

async function remove(clicks, run) {
  if (!clicks || !run) return;
  set("runs-dialog", { opened: false });
  if ((await change("DELETE", `/runs/${run.id}`)) === null) return;
  RunsGrid.deselect();
  RunsGrid.refresh();
}

/* What was typed in the panel. */
async function keep(field, value, run) {
  const kept = await RunEdits.keep(field, value, run);
  if (kept) RunsGrid.replace(kept);
}

function view(chosen) {
  const name = RunsView.choose(chosen);
  RunsAddress.keep();
  if (RunsView.shown() === "groups") setTimeout(RunGroups.shown, 0); // once it has a size
  return name;
}

let asked = "{}";

function filter(phase, dataset, network, method, tag, query, starred, archived, group) {
  const filters = { dataset, network, method, tag, query: query && query.trim(), group: group?.group };
  if (phase !== "any") filters.phase = phase;
  if (starred) filters.starred = "true";
  if (archived) filters.archived = "true";
  for (const name of Object.keys(filters)) if (!filters[name]) delete filters[name];
  const text = JSON.stringify(filters);
  if (text !== asked || Object.keys(filters).length > 0) {
    RunsGrid.filter(filters);
    RunGroups.purge();
  }
  asked = text;
  RunsAddress.filtered(group);
  return RunsView.chip(group);
}

function clear() {
  set("runs-phase", { value: "any" });
  for (const name of ["dataset", "network", "method", "tag"]) set(`runs-${name}`, { value: null });
  set("runs-query", { value: "" });
  for (const name of ["starred", "archived"]) set(`runs-${name}`, { checked: false });
  set("runs-group", { data: null });
}

Dash.offer("runs", {
  filter,
  rows: (request) => {
    if (request) RunsGrid.rowsWanted(request);
    if (request) RunEdits.offerOnce();
    return Dash.unchanged(); // the rows go to the grid's own callback
  },
  groups: (request) => {
    if (request) RunGroups.rowsWanted(request);
    return Dash.unchanged();
  },
  view,
  tags: (tags, run) => {
    keep("tags", tags, run);
  },
  notes: (notes, run) => {
    keep("notes", notes, run);
  },
  drop: (clicks) => {
    if (clicks) set("runs-group", { data: null });
  },
  star: (clicks, run) => {
    if (clicks && run) star(run);
  },
  shelve: (clicks, run) => {
    if (clicks && run) shelve(run);
  },
  clear,
  remove,
  select: (rows) => {
    if (rows && rows[0]) RunsGrid.showSelected(rows[0]);
  },
  close: (clicks) => {
    if (clicks) RunsGrid.deselect();
  },
  keep: () => set("runs-dialog", { opened: false }),
  retry: (clicks, run) => {
    if (clicks && run) again(run);
  },
  cancel: (clicks, run) => {
    if (clicks && run) stop(run);
  },
  confirm: (clicks, run) => {
    if (clicks && run) ask(run);
  },
});
