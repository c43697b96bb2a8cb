/* The list of groups: runs that differ by the seed alone, with mean and uncertainty over seeds. */

import * as Catalog from "../base/catalog.js";
import * as Paging from "../base/paging.js";
import * as RunsGrid from "./grid.js";
import { complain, set } from "./page.js";
import * as RunsView from "./view.js";

const GRID = "runs-groups-grid";
const NARROW = 640;
const SORTS = Object.fromEntries(
  ["created_at", "runs", "n", "accuracy", "nll"].map((name) => [name, [name, `-${name}`]]),
);
let waiting = null;

const table = Paging.table({
  id: GRID,
  path: "/runs/groups",
  sorts: SORTS,
  filters: () => RunsGrid.filters(),
  fit,
  received,
  complain,
});

function fit(api, width) {
  const narrow = width < NARROW;
  api.setColumnsVisible(["runs", "n", "nll", "created_at"], !narrow);
  document.getElementById(GRID)?.classList.toggle("runs-is-narrow", narrow);
}

function received({ total }) {
  RunsView.showTotal("groups", total);
  set("runs-groups-nothing", { style: total === 0 ? {} : { display: "none" } });
}

/* The cells look up what the catalog says. */
const wanted = (request) => Catalog.ready().then(() => table.rowsWanted(request));

/* Nothing is asked of the service before the list is looked at. */
export function rowsWanted(request) {
  if (RunsView.shown() === "groups") return wanted(request);
  waiting = request;
  return undefined;
}

export function shown() {
  const request = waiting;
  waiting = null;
  if (request) wanted(request);
}

export const purge = table.purge;
