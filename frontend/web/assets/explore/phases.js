/* What the page shows of a run in each of its phases. */
(function (paysage) {
  "use strict";

  const { byId } = paysage.dom;
  const AGAIN = 5000; // milliseconds between looks at a queue
  const PAUSE = 300; // milliseconds between looks at a phase
  const path = (run) => `/runs/${encodeURIComponent(run)}`;

  /* A stream begins with the whole history: only a phase other than the shown one is news. */
  function whenPhaseChanges(run, scope, again) {
    return paysage.pace.atMostEvery(PAUSE, async () => {
      const now = await paysage.api.get(path(run.id)).catch(() => run);
      if (!scope.ended() && now.phase !== run.phase) again();
    });
  }

  const cancel = (run, again) => () =>
    paysage.api.post(`${path(run.id)}/cancel`).then(again, paysage.notices.problem);
  const retry = (run) => () =>
    paysage.api
      .post(`${path(run.id)}/retry`)
      .then((next) => window.location.assign(`/explore/${next.id}`), paysage.notices.problem);

  /* In the queue: what it waits for, live, or its place. */
  async function queued(run, catalog, scope, again) {
    const needs = await Promise.all(run.waits_for.map((id) => paysage.api.get(path(id))));
    const first = needs.find((other) => other.phase === "running") ?? (await trainingNow());
    if (scope.ended()) return;
    scope.add(paysage.events.follow(path(run.id), { phase: whenPhaseChanges(run, scope, again) }));
    if (first) return ahead(run, catalog, first, needs, scope, again);
    paysage.status.queued(run, needs, cancel(run, again));
    paysage.status.show("queued");
    const timer = setTimeout(again, AGAIN);
    scope.add(() => clearTimeout(timer));
  }

  const trainingNow = async () => (await paysage.api.get("/runs?phase=running&page_size=1")).items[0];

  /* The training that has to end first. */
  function ahead(run, catalog, first, needs, scope, again) {
    const needed = needs.includes(first);
    const place = needed ? "This run starts by itself when that is done." : paysage.status.place(run);
    paysage.training.show(
      first,
      catalog,
      {
        title: `Training first: ${first.name}`,
        note: place,
        action: needed ? "Cancel that training" : "Leave the queue",
        cancel: cancel(needed ? first : run, again),
        phase: whenPhaseChanges(first, scope, again),
      },
      scope,
    );
    paysage.status.show("running");
  }

  function running(run, catalog, scope, again) {
    paysage.status.show("running");
    paysage.training.show(
      run,
      catalog,
      {
        title: "Training",
        note: "Training loss, smoothed (lines), and test loss after each epoch (dots); nats, log scale.",
        action: "Cancel training",
        cancel: cancel(run, again),
        phase: whenPhaseChanges(run, scope, again),
      },
      scope,
    );
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
    facts(run, catalog, instrument.state, scope).catch(
      (problem) => scope.ended() || paysage.notices.problem(problem),
    );
    const landscapes = await paysage.early.get(`${path(run.id)}/landscapes`);
    if (scope.ended()) return;
    const begun = paysage.link.map(landscapes) ?? paysage.faces.first(landscapes);
    if (!begun) return mapless(run, landscapes[0], again);
    const { family } = instrument.state.get();
    const faces = paysage.faces.create(run, family, scope, (landscape) => {
      if (paysage.growth.barren(landscape)) return mapless(run, landscape, again);
      paysage.status.show(paysage.growth.growing(landscape) ? "growing" : "ready");
      instrument.land(landscape);
    });
    await faces.follow(begun);
  }

  async function facts(run, catalog, state, scope) {
    const { family } = state.get();
    const evaluation = await paysage.api.get(`${path(run.id)}/evaluation`);
    if (scope.ended()) return;
    paysage.facts.show(run, family, evaluation);
    paysage.evaluation.open({ run, catalog, family, evaluation, state }, scope);
    if (run.reference || paysage.words.isAlone(run) || paysage.words.isEnsemble(run)) return;
    const offer = await paysage.retrainings.offer(run);
    byId("retrainings-offer").replaceChildren(offer);
  }

  function mapless(run, landscape, again) {
    const draw = () =>
      paysage.api.post(`${path(run.id)}/landscapes`, {}).then(again, paysage.notices.problem);
    paysage.status.mapless(landscape, draw);
    paysage.status.show("mapless");
  }

  /* By the names of the phases: (run, catalog, scope, again) => shown. */
  paysage.phases = { cancelled, completed, failed, queued, running };
})((globalThis.paysage ??= {}));
