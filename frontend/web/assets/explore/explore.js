/* The main page from its first moment: which run, in which phase, and what follows from it. */
(function (paysage) {
  "use strict";

  const { byId, text } = paysage.dom;
  const AGAIN = 5000; // milliseconds between looks at a queue
  const PAUSE = 300; // milliseconds between looks at a phase
  let current = null;

  const alive = (run) => `/runs/${encodeURIComponent(run)}`;

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
    const [run, catalog] = await Promise.all([paysage.api.get(alive(id)), paysage.api.get("/catalog")]);
    if (parent.ended()) return;
    const scope = paysage.state.scope();
    parent.add(scope.end);
    const again = () => {
      if (scope.ended()) return;
      scope.end();
      attempt(parent, () => load(id, parent));
    };
    title(run, catalog);
    await (PHASES[run.phase] ?? PHASES.completed)(run, catalog, scope, again);
  }

  function title(run, catalog) {
    const named = (list, name) => list.find((entry) => entry.name === name)?.title ?? name;
    const { recipe } = run;
    text("run-title", run.name);
    const method = named(catalog.methods, recipe.method);
    text("run-subtitle", [
      ...run.tags, ...(run.name.startsWith(method) ? [] : [method]),
      `${named(catalog.networks, recipe.network)} on ${named(catalog.datasets, recipe.dataset)}`,
      `seed ${recipe.seed}`, ...lasted(run),
    ].join(" · "));
    byId("recipe-open").hidden = false;
    byId("recipe-json").textContent = JSON.stringify(recipe, null, 2);
    byId("recipe-open").onclick = () => byId("recipe").showModal();
    byId("recipe-close").onclick = () => byId("recipe").close();
    document.title = `${run.name} · Paysage`;
  }

  function lasted({ started_at: start, finished_at: finish, phase }) {
    if (!start || !finish || phase !== "completed") return [];
    return [`trained in ${paysage.numbers.duration((new Date(finish) - new Date(start)) / 1000)}`];
  }

  /* A stream begins with the whole history: only a phase other than the shown one is news. */
  function whenPhaseChanges(run, scope, again) {
    return paysage.pace.atMostEvery(PAUSE, async () => {
      const now = await paysage.api.get(alive(run.id)).catch(() => run);
      if (!scope.ended() && now.phase !== run.phase) again();
    });
  }

  const cancel = (run, again) => () => paysage.api.post(`${alive(run.id)}/cancel`).then(again, paysage.notices.problem);
  const retry = (run) => () =>
    paysage.api.post(`${alive(run.id)}/retry`).then((next) => window.location.assign(`/explore/${next.id}`), paysage.notices.problem);

  /* In the queue: its place there, or the training it waits for, live. */
  async function queued(run, _catalog, scope, again) {
    const needs = await Promise.all(run.waits_for.map((id) => paysage.api.get(alive(id))));
    if (scope.ended()) return;
    const running = needs.find((other) => other.phase === "running");
    scope.add(paysage.events.follow(alive(run.id), { phase: whenPhaseChanges(run, scope, again) }));
    if (running) {
      const heading = `First: ${running.name}. «${run.name}» starts by itself when it is done.`;
      paysage.training.show(running, heading, scope, { cancel: cancel(running, again), phase: whenPhaseChanges(running, scope, again) });
      return paysage.status.show("running");
    }
    paysage.status.queued(run, needs, cancel(run, again));
    paysage.status.show("queued");
    const timer = setTimeout(again, AGAIN);
    scope.add(() => clearTimeout(timer));
  }

  function running(run, _catalog, scope, again) {
    paysage.status.show("running");
    paysage.training.show(run, "Training", scope, { cancel: cancel(run, again), phase: whenPhaseChanges(run, scope, again) });
  }

  function failed(run) {
    paysage.status.failed(run, retry(run));
    paysage.status.show("failed");
  }

  function cancelled(run) {
    paysage.status.cancelled(run, retry(run));
    paysage.status.show("cancelled");
  }

  async function completed(run, catalog, scope, again) {
    paysage.status.show("growing");
    const instrument = paysage.instrument.create(run, catalog, scope);
    attempt(scope, () => facts(run, instrument.state.get().family));
    const landscapes = await paysage.api.get(`${alive(run.id)}/landscapes`);
    if (scope.ended()) return;
    const newest = landscapes.filter(({ failure }) => !failure).sort((a, b) => (a.created_at < b.created_at ? 1 : -1))[0];
    if (!newest) return mapless(run, landscapes[0], again);
    await paysage.growth.follow(newest.id, scope, (landscape) => {
      paysage.status.show(paysage.growth.growing(landscape) ? "growing" : "ready");
      instrument.land(landscape);
    });
  }

  async function facts(run, family) {
    paysage.facts.show(run, family, await paysage.api.get(`${alive(run.id)}/evaluation`));
    if (run.reference || ["single", "deep_ensemble"].includes(run.recipe.method)) return;
    const offer = await paysage.retrainings.offer(run);
    byId("retrainings-offer").replaceChildren(offer);
  }

  function mapless(run, landscape, again) {
    const draw = () => paysage.api.post(`${alive(run.id)}/landscapes`, {}).then(again, paysage.notices.problem);
    paysage.status.mapless(landscape, draw);
    paysage.status.show("mapless");
  }

  const PHASES = { queued, running, failed, cancelled, completed };

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

  /* Dash calls this when the page has been put in place, and when its run changes. */
  function open_run(run) {
    current?.end();
    const scope = (current = paysage.state.scope());
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
  }
})((globalThis.paysage ??= {}));
