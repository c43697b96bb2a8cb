/* Fills the list of runs from the service, page by page, and keeps it live while a run is active. */
(function (paysage) {
  "use strict";

  const GRID = "runs-grid";
  const LIVE_MS = 2000;
  const NARROW = 640;
  const MIDDLE = 960;
  const SORTS = { name: ["name", "-name"], phase: ["phase"], method: ["method"], created_at: ["created_at", "-created_at"], accuracy: ["accuracy", "-accuracy"], nll: ["nll", "-nll"] };
  const state = { api: null, filters: {}, timer: 0, selected: null };

  const here = () => Boolean(state.api && !state.api.isDestroyed() && document.getElementById(GRID));

  /* An answer may come after the page was left; its parts are gone then. */
  function set(id, props) {
    if (document.getElementById(GRID)) window.dash_clientside.set_props(id, props);
  }

  function sortOf(sortModel) {
    const [first] = sortModel;
    const words = (first && SORTS[first.colId]) || [];
    return words[first && first.sort === "desc" ? 1 : 0] || "-created_at";
  }

  function complain(problems) {
    problems.forEach(({ detail }) => paysage.notices.show(detail));
  }

  function showTotal(total) {
    const filtered = Object.keys(state.filters).length > 0;
    set("runs-count", { children: `${total.toLocaleString("en")} ${total === 1 ? "run" : "runs"}` });
    set("runs-empty", { style: total === 0 && !filtered ? {} : { display: "none" } });
    set("runs-nothing", { style: total === 0 && filtered ? {} : { display: "none" } });
  }

  /* Keeps the panel at what the list says. */
  function showSelected(run) {
    const text = run ? JSON.stringify(run) : null;
    if (text === state.selected) return;
    state.selected = text;
    set("runs-selected", { data: run });
  }

  async function getRows(params) {
    const size = params.endRow - params.startRow;
    const query = new URLSearchParams({
      ...state.filters,
      sort: sortOf(params.sortModel),
      page: String(params.startRow / size + 1),
      page_size: String(size),
    });
    const { ok, body, problems } = await paysage.service.ask("GET", `/runs?${query}`);
    if (!here()) return;
    if (!ok) {
      params.failCallback();
      complain(problems);
      return;
    }
    params.successCallback(body.items, body.total);
    showTotal(body.total);
    const chosen = state.selected && JSON.parse(state.selected).id;
    const again = body.items.find((run) => run.id === chosen);
    if (again) showSelected(again);
    schedule();
  }

  function anyActive() {
    let found = false;
    state.api.forEachNode(({ data }) => {
      found = found || Boolean(data && (data.phase === "queued" || data.phase === "running"));
    });
    return found;
  }

  function schedule() {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => {
      if (here() && !document.hidden && anyActive()) refresh();
    }, LIVE_MS);
  }

  /* Asks again for what is loaded; rows stay where they are until the answer comes. */
  function refresh() {
    if (here()) state.api.refreshInfiniteCache();
  }

  /* Fewer columns on narrow screens; the name's second line and the panel hold the rest. */
  function fit(width) {
    const narrow = width < NARROW;
    const middle = width < MIDDLE;
    state.api.setColumnsVisible(["method", "accuracy", "nll", "created_at", "actions", "starred"], !narrow);
    state.api.setColumnsVisible(["network", "dataset", "owner"], !middle);
    const grid = document.getElementById(GRID);
    if (grid) grid.classList.toggle("runs-is-narrow", narrow);
  }

  function attach(api) {
    state.api = api;
    state.selected = null;
    api.addEventListener("gridSizeChanged", ({ clientWidth }) => fit(clientWidth));
    fit(document.getElementById(GRID).clientWidth);
  }

  /* A page of rows is wanted: by scrolling, sorting, or because the list is asked again. */
  function rowsWanted(request) {
    if (!here()) attach(window.dash_ag_grid.getApi(GRID));
    getRows(request);
  }

  function filter(filters) {
    state.filters = filters;
    if (here()) state.api.purgeInfiniteCache();
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) refresh();
  });

  function replace(run) {
    const row = here() && state.api.getRowNode(run.id);
    if (row) row.setData(run);
    if (state.selected && JSON.parse(state.selected).id === run.id) showSelected(run);
  }

  function deselect() {
    if (here()) state.api.deselectAll();
    showSelected(null);
  }

  paysage.runsGrid = { filter, rowsWanted, refresh, replace, complain, set, showSelected, deselect };
})((globalThis.paysage ??= {}));
