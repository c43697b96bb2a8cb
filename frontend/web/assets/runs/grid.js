/* The list of runs: filled page by page, kept live while a run is active. */

import * as Catalog from "../base/catalog.js";
import * as Paging from "../base/paging.js";
import * as RunEdits from "./edits.js";
import { complain, GRID, set } from "./page.js";
import * as RunsView from "./view.js";

const LIVE_MS = 2000;
const NARROW = 640;
const MIDDLE = 1010; // pixels that all columns need
const SORTS = {
  name: ["name", "-name"],
  phase: ["phase"],
  method: ["method"],
  created_at: ["created_at", "-created_at"],
  accuracy: ["accuracy", "-accuracy"],
  nll: ["nll", "-nll"],
};
const state = { filters: {}, timer: 0, selected: null };

const table = Paging.table({
  id: GRID,
  path: "/runs",
  sorts: SORTS,
  filters: () => state.filters,
  fit,
  received,
  complain,
});

/* Fewer columns on narrow screens; the cells' second lines and the panel hold the rest. */
function fit(api, width) {
  const narrow = width < NARROW;
  api.setColumnsVisible(["method", "accuracy", "created_at", "actions", "starred"], !narrow);
  api.setColumnsVisible(["where", "nll"], width >= MIDDLE);
  document.getElementById(GRID)?.classList.toggle("runs-is-narrow", narrow);
}

const chosen = () => state.selected && JSON.parse(state.selected);

function received({ items, total }) {
  const filtered = Object.keys(state.filters).length > 0;
  RunsView.showTotal("runs", total);
  set("runs-empty", { style: total === 0 && !filtered ? {} : { display: "none" } });
  set("runs-nothing", { style: total === 0 && filtered ? {} : { display: "none" } });
  const again = items.find((run) => run.id === chosen()?.id);
  if (again) showSelected(again);
  schedule();
}

/* Keeps the panel at what the list says. */
export function showSelected(run) {
  const text = run ? JSON.stringify(run) : null;
  if (text === state.selected) return;
  RunEdits.show(run, chosen());
  state.selected = text;
  set("runs-selected", { data: run });
}

function anyActive() {
  let found = false;
  table.api().forEachNode(({ data }) => {
    found = found || Boolean(data && (data.phase === "queued" || data.phase === "running"));
  });
  return found;
}

function schedule() {
  clearTimeout(state.timer);
  state.timer = setTimeout(() => {
    if (table.here() && !document.hidden && anyActive()) table.refresh();
  }, LIVE_MS);
}

/* A page of rows is wanted: by scrolling, sorting, or because the list is asked again. */
export function rowsWanted(request) {
  if (!table.here()) state.selected = null;
  return Catalog.ready().then(() => table.rowsWanted(request));
}

export function filter(filters) {
  state.filters = filters;
  table.purge();
}

if (globalThis.document)
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) table.refresh();
  });

export function replace(run) {
  const row = table.here() && table.api().getRowNode(run.id);
  if (row) row.setData(run);
  if (chosen()?.id === run.id) showSelected(run);
}

export function deselect() {
  if (table.here()) table.api().deselectAll();
  showSelected(null);
}

export const filters = () => state.filters;
export const { refresh } = table;
