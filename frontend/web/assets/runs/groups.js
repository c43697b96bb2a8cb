/* The list of groups: runs that differ by the seed alone, with mean and uncertainty over seeds. */
(function (paysage) {
  "use strict";

  const GRID = "runs-groups-grid";
  const NARROW = 640;
  const SORTS = Object.fromEntries(
    ["created_at", "runs", "n", "accuracy", "nll"].map((name) => [name, [name, `-${name}`]]),
  );
  let waiting = null;

  const table = paysage.paging.table({
    id: GRID,
    path: "/runs/groups",
    sorts: SORTS,
    filters: () => paysage.runsGrid.filters(),
    fit,
    received,
    complain: (problems) => paysage.runsGrid.complain(problems),
  });

  function fit(api, width) {
    const narrow = width < NARROW;
    api.setColumnsVisible(["runs", "n", "nll", "created_at"], !narrow);
    document.getElementById(GRID)?.classList.toggle("runs-is-narrow", narrow);
  }

  function received({ total }) {
    paysage.runsView.showTotal("groups", total, Object.keys(paysage.runsGrid.filters()).length > 0);
    paysage.runsGrid.set("runs-groups-nothing", { style: total === 0 ? {} : { display: "none" } });
  }

  /* Nothing is asked of the service before the list is looked at. */
  function rowsWanted(request) {
    if (paysage.runsView.shown() === "groups") return table.rowsWanted(request);
    waiting = request;
    return undefined;
  }

  function shown() {
    const request = waiting;
    waiting = null;
    if (request) table.rowsWanted(request);
  }

  paysage.runGroups = { rowsWanted, shown, purge: table.purge };
})((globalThis.paysage ??= {}));
