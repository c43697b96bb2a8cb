/* What the page shows of a run in each of its phases. */

import * as Api from "../base/api.js";
import { byId } from "../base/dom.js";
import * as Early from "../base/early.js";
import * as Events from "../base/events.js";
import * as Pace from "../base/pace.js";
import * as Notices from "../base/notices.js";
import * as Evaluation from "../evaluation/evaluation.js";
import * as Faces from "../map/faces.js";
import * as Facts from "../evaluation/facts.js";
import * as Growth from "../map/growth.js";
import * as Instrument from "./instrument.js";
import * as Link from "../share/link.js";
import * as Retrainings from "../evaluation/retrainings.js";
import * as Status from "./status.js";
import * as Training from "../previews/training.js";
import * as Words from "../weights/words.js";

const AGAIN = 5000; // milliseconds between looks at a queue
const PAUSE = 300; // milliseconds between looks at a phase
const path = (run) => `/runs/${encodeURIComponent(run)}`;

/* A stream begins with the whole history: only a phase other than the shown one is news. */
function whenPhaseChanges(run, scope, again) {
  return Pace.atMostEvery(PAUSE, async () => {
    const now = await Api.get(path(run.id)).catch(() => run);
    if (!scope.ended() && now.phase !== run.phase) again();
  });
}

const cancel = (run, again) => () =>
  Api.post(`${path(run.id)}/cancel`).then(again, Notices.problem);
const retry = (run) => () =>
  Api
    .post(`${path(run.id)}/retry`)
    .then((next) => window.location.assign(`/explore/${next.id}`), Notices.problem);

/* In the queue: what it waits for, live, or its place. */
export async function queued(run, catalog, scope, again) {
  const needs = await Promise.all(run.waits_for.map((id) => Api.get(path(id))));
  const first = needs.find((other) => other.phase === "running") ?? (await trainingNow());
  if (scope.ended()) return;
  scope.add(Events.follow(path(run.id), { phase: whenPhaseChanges(run, scope, again) }));
  if (first) return ahead(run, catalog, first, needs, scope, again);
  Status.queued(run, needs, cancel(run, again));
  Status.show("queued");
  const timer = setTimeout(again, AGAIN);
  scope.add(() => clearTimeout(timer));
}

const trainingNow = async () => (await Api.get("/runs?phase=running&page_size=1")).items[0];

/* The training that has to end first. */
function ahead(run, catalog, first, needs, scope, again) {
  const needed = needs.includes(first);
  const place = needed ? "This run starts by itself when that is done." : Status.place(run);
  Training.show(
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
  Status.show("running");
}

export function running(run, catalog, scope, again) {
  Status.show("running");
  Training.show(
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

export function failed(run) {
  Status.failed(run, retry(run));
  Status.show("failed");
}

export function cancelled(run) {
  Status.cancelled(run, retry(run));
  Status.show("cancelled");
}

export async function completed(run, catalog, scope, again) {
  Status.show("growing");
  const instrument = Instrument.create(run, catalog, scope);
  facts(run, catalog, instrument.state, scope).catch(
    (problem) => scope.ended() || Notices.problem(problem),
  );
  const landscapes = await Early.get(`${path(run.id)}/landscapes`);
  if (scope.ended()) return;
  const begun = Link.map(landscapes) ?? Faces.first(landscapes);
  if (!begun) return mapless(run, landscapes[0], again);
  const { family } = instrument.state.get();
  const faces = Faces.create(run, family, scope, (landscape) => {
    if (Growth.barren(landscape)) return mapless(run, landscape, again);
    Status.show(Growth.growing(landscape) ? "growing" : "ready");
    instrument.land(landscape);
  });
  await faces.follow(begun);
}

async function facts(run, catalog, state, scope) {
  const evaluation = await Api.get(`${path(run.id)}/evaluation`);
  if (scope.ended()) return;
  Facts.show(run, evaluation);
  Evaluation.open({ run, catalog, evaluation, state }, scope);
  if (run.reference || Words.isAlone(run) || Words.isEnsemble(run)) return;
  const offer = await Retrainings.offer(run);
  byId("retrainings-offer").replaceChildren(offer);
}

function mapless(run, landscape, again) {
  const draw = () =>
    Api.post(`${path(run.id)}/landscapes`, {}).then(again, Notices.problem);
  Status.mapless(landscape, draw);
  Status.show("mapless");
}

/* By the names of the phases: (run, catalog, scope, again) => shown. */
