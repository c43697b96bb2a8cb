/* What can be done with a run: star, cancel, retry, delete after a confirmation. */
(function (paysage) {
  "use strict";

  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const set = (id, props) => paysage.runsGrid.set(id, props);
  const grid = () => paysage.runsGrid;

  /* One change of one run; what went wrong stays on the page until it is closed. */
  async function change(method, path, body) {
    const answer = await paysage.service.ask(method, path, body);
    if (answer.ok) return answer.body;
    grid().complain(answer.problems);
    return null;
  }

  async function star(run) {
    const changed = await change("PATCH", `/runs/${run.id}`, { starred: !run.starred });
    if (changed) grid().replace(changed);
  }

  async function stop(run) {
    const changed = await change("POST", `/runs/${run.id}/cancel`);
    if (changed) grid().replace(changed);
    grid().refresh();
  }

  async function again(run) {
    const made = await change("POST", `/runs/${run.id}/retry`);
    if (made) grid().showSelected(made);
    grid().refresh();
  }

  function ask(run) {
    set("runs-to-delete", { data: run });
    const words = `“${run.name}” and its weights, landscapes and figures will be gone. This cannot be undone.`;
    set("runs-dialog-text", { children: words });
    set("runs-dialog", { opened: true });
  }

  async function remove(clicks, run) {
    if (!clicks || !run) return;
    set("runs-dialog", { opened: false });
    if ((await change("DELETE", `/runs/${run.id}`)) === null) return;
    grid().deselect();
    grid().refresh();
  }

  function filter(phase, method, query) {
    const filters = {};
    if (phase && phase !== "any") filters.phase = phase;
    if (method) filters.method = method;
    if (query && query.trim()) filters.query = query.trim();
    grid().filter(filters);
    return clientside.no_update; // the count follows with the answer
  }

  function clear() {
    set("runs-phase", { value: "any" });
    set("runs-method", { value: null });
    set("runs-query", { value: "" });
  }

  paysage.runActions = { star, stop, again, ask };
  clientside.runs = {
    filter,
    rows: (request) => {
      if (request) grid().rowsWanted(request);
      return clientside.no_update; // the rows go to the grid's own callback
    },
    clear,
    remove,
    select: (rows) => {
      if (rows && rows[0]) grid().showSelected(rows[0]);
    },
    close: (clicks) => {
      if (clicks) grid().deselect();
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
  };
})((globalThis.paysage ??= {}));
