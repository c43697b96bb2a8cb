/* A table that the service fills page by page (the grid's infinite row model). */

import * as Api from "./api.js";

/* The query of one page. `sorts`: column -> [word for ascending, word for descending]. */
export function pageQuery({ startRow, endRow, sortModel = [] }, sorts, filters) {
  const size = endRow - startRow;
  const [first] = sortModel;
  const words = (first && sorts[first.colId]) || [];
  return new URLSearchParams({
    ...filters,
    sort: words[first?.sort === "desc" ? 1 : 0] || "-created_at",
    page: String(startRow / size + 1),
    page_size: String(size),
  });
}

/* Enter does what the cell offers: the grid itself gives the focus to cells only. */
function press({ event }) {
  if (event?.key === "Enter" && event.target.matches?.(".ag-cell")) event.target.querySelector("a, button")?.click();
}

/* `given`: {id, path, sorts, filters(), fit(api, width), received(body), complain(problems)}. */
export function table(given) {
  let api = null;
  const here = () => Boolean(api && !api.isDestroyed() && document.getElementById(given.id));

  function attach() {
    api = window.dash_ag_grid.getApi(given.id);
    const fit = (width) => width > 0 && given.fit(api, width);
    api.addEventListener("gridSizeChanged", ({ clientWidth }) => fit(clientWidth));
    api.addEventListener("cellKeyDown", press);
    fit(document.getElementById(given.id).clientWidth);
  }

  async function rowsWanted(request) {
    if (!here()) attach();
    const query = pageQuery(request, given.sorts, given.filters());
    const { ok, body, problems } = await Api.ask("GET", `${given.path}?${query}`);
    if (!here()) return;
    if (!ok) {
      request.failCallback();
      given.complain(problems);
      return;
    }
    request.successCallback(body.items, body.total);
    given.received(body);
  }

  return {
    rowsWanted,
    here,
    api: () => api,
    refresh: () => here() && api.refreshInfiniteCache(), // rows stay until the answer comes
    purge: () => here() && api.purgeInfiniteCache(),
  };
}
