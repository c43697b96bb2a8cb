/* The main page from its first moment: which run, in which phase, and what follows from it. */
(function (paysage) {
  "use strict";

  const { byId, text } = paysage.dom;
  let current = null;

  const path = (run) => `/runs/${encodeURIComponent(run)}`;

  async function open(id, scope) {
    paysage.status.show("loading");
    paysage.facts.clear();
    paysage.gallery.create(() => undefined);
    const chosen = id ?? (await paysage.choose_run.choose())?.id;
    if (scope.ended()) return;
    if (!chosen) return nothing();
    await load(chosen, scope);
  }

  function nothing() {
    paysage.status.empty();
    paysage.status.show("empty");
  }

  /* Show the run as it is now; a change of its phase comes back here. */
  async function load(id, parent) {
    const { get } = paysage.early;
    const [run, catalog] = await Promise.all([get(path(id)), get("/catalog")]);
    if (parent.ended()) return;
    const scope = paysage.state.scope();
    parent.add(scope.end);
    const again = () => {
      if (scope.ended()) return;
      scope.end();
      attempt(parent, () => load(id, parent));
    };
    title(run, catalog);
    if (unnamed(run, catalog)) return unknown(run);
    paysage.learning.open(run, scope);
    await paysage.phases[run.phase](run, catalog, scope, again);
  }

  const has = (list, name) => list.some((entry) => entry.name === name);
  const unnamed = ({ recipe }, { datasets, methods }) => !has(datasets, recipe.dataset) || !has(methods, recipe.method);

  /* Without its data set or its method, nobody can tell what its networks and classes are. */
  function unknown(run) {
    paysage.status.unknown(run);
    paysage.status.show("failed");
  }

  function title(run, catalog) {
    const named = (list, name) => list.find((entry) => entry.name === name)?.title ?? name;
    const { recipe } = run;
    text("run-title", run.name);
    const trained = `${named(catalog.networks, recipe.network)} on ${named(catalog.datasets, recipe.dataset)}`;
    const parts = [
      ...run.tags,
      named(catalog.methods, recipe.method),
      trained,
      paysage.seeds.training(recipe)[0],
      ...lasted(run),
      ...(run.unknown?.length ? [`not known here: ${run.unknown.join("; ")}`] : []),
    ];
    text("run-subtitle", parts.filter((part) => !run.name.includes(part)).join(" · "));
    text("run-remark", run.remark ?? "");
    byId("recipe-open").hidden = false;
    byId("run-again").hidden = recipe.method === "imported";
    byId("run-again").href = `/launch?from=${run.id}&seed=next`;
    window.dash_clientside.set_props("train-another", { href: `/launch?from=${run.id}` });
    byId("recipe-json").textContent = JSON.stringify(recipe, null, 2);
    byId("recipe-open").onclick = () => byId("recipe").showModal();
    byId("recipe-close").onclick = () => byId("recipe").close();
    document.title = `${run.name} · Paysage`;
  }

  function lasted({ started_at: start, finished_at: finish, phase, recipe }) {
    if (!start || !finish || phase !== "completed" || recipe.method === "imported") return [];
    return [`trained in ${paysage.numbers.duration((new Date(finish) - new Date(start)) / 1000)}`];
  }

  async function attempt(scope, work) {
    try {
      await work();
    } catch (problem) {
      if (scope.ended()) return;
      paysage.status.problem(problem.message);
      paysage.status.show("failed");
      if (!problem.status) console.error(problem);
    }
  }

  /* The page's first questions, asked before Dash has put it in place. */
  async function foresee(address) {
    const { ask } = paysage.early;
    const [, named] = address.match(/^\/explore\/(\w+)/) ?? [];
    ask("/catalog");
    const id = named ?? (await paysage.choose_run.choose(ask))?.id;
    const run = id && (await ask(path(id)));
    // Before that it has no map: the answer would be an old one when it has.
    if (run?.phase === "completed") ask(`${path(id)}/landscapes`);
  }

  /* Dash calls this when the page has been put in place, and when its run changes. */
  function open_run(run) {
    current?.end();
    const scope = (current = paysage.state.scope());
    paysage.plotly.load();
    const begin = () => {
      if (scope.ended()) return;
      if (byId("explore") && byId("gallery") && window.Plotly) attempt(scope, () => open(run, scope));
      else requestAnimationFrame(begin);
    };
    begin();
    return window.dash_clientside.no_update;
  }

  if (globalThis.window) {
    window.dash_clientside = window.dash_clientside ?? {};
    window.dash_clientside.paysage = { ...window.dash_clientside.paysage, open_run };
    const { pathname } = window.location;
    if (paysage.plotly.drawsAt(pathname)) foresee(pathname).catch(() => undefined);
  }
})((globalThis.paysage ??= {}));
