/* The main page from its first moment: which run, in which phase, and what follows from it. */

import * as Dash from "../base/dash.js";
import { byId, text } from "../base/dom.js";
import { ask, get } from "../base/early.js";
import * as Catalog from "../base/catalog.js";
import * as Numbers from "../base/numbers.js";
import * as Plotly from "../base/plotly.js";
import * as Seeds from "../base/seeds.js";
import * as State from "../base/state.js";
import * as ChooseRun from "./choose_run.js";
import * as Facts from "../evaluation/facts.js";
import * as Gallery from "../images/gallery.js";
import * as Learning from "../learning/learning.js";
import * as Phases from "./phases.js";
import * as Status from "./status.js";

let current = null;

const path = (run) => `/runs/${encodeURIComponent(run)}`;

async function open(id, scope) {
  Status.show("loading");
  Facts.clear();
  Gallery.create(() => undefined);
  const chosen = id ?? (await ChooseRun.choose())?.id;
  if (scope.ended()) return;
  if (!chosen) return nothing();
  await load(chosen, scope);
}

function nothing() {
  Status.empty();
  Status.show("empty");
}

/* Show the run as it is now; a change of its phase comes back here. */
async function load(id, parent) {
  const [run, catalog] = await Promise.all([get(path(id)), Catalog.load()]);
  if (parent.ended()) return;
  const scope = State.scope();
  parent.add(scope.end);
  const again = () => {
    if (scope.ended()) return;
    scope.end();
    attempt(parent, () => load(id, parent));
  };
  title(run, catalog);
  if (unnamed(run, catalog)) return unknown(run);
  Learning.open(run, scope);
  await Phases[run.phase](run, catalog, scope, again);
}

const has = (list, name) => list.some((entry) => entry.name === name);
const unnamed = ({ recipe }, { datasets, methods }) => !has(datasets, recipe.dataset) || !has(methods, recipe.method);

/* Without its data set or its method, nobody can tell what its networks and classes are. */
function unknown(run) {
  Status.unknown(run);
  Status.show("failed");
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
    Seeds.training(recipe)[0],
    ...lasted(run),
    ...(run.unknown?.length ? [`not known here: ${run.unknown.join("; ")}`] : []),
  ];
  text("run-subtitle", parts.filter((part) => !run.name.includes(part)).join(" · "));
  text("run-remark", run.remark ?? "");
  byId("recipe-open").hidden = false;
  byId("run-again").hidden = Catalog.brought(recipe);
  byId("run-again").href = `/launch?from=${run.id}&seed=next`;
  Dash.clientside.set_props("train-another", { href: `/launch?from=${run.id}` });
  byId("recipe-json").textContent = JSON.stringify(recipe, null, 2);
  byId("recipe-open").onclick = () => byId("recipe").showModal();
  byId("recipe-close").onclick = () => byId("recipe").close();
  document.title = `${run.name} · Paysage`;
}

function lasted({ started_at: start, finished_at: finish, phase, recipe }) {
  if (!start || !finish || phase !== "completed" || Catalog.brought(recipe)) return [];
  return [`trained in ${Numbers.duration((Date.parse(finish) - Date.parse(start)) / 1000)}`];
}

async function attempt(scope, work) {
  try {
    await work();
  } catch (problem) {
    if (scope.ended()) return;
    Status.problem(problem.message);
    Status.show("failed");
    if (!problem.status) console.error(problem);
  }
}

/* The page's first questions, asked before Dash has put it in place. */
async function foresee(address) {
  const [, named] = address.match(/^\/explore\/(\w+)/) ?? [];
  Catalog.ready();
  const id = named ?? (await ChooseRun.choose(ask))?.id;
  const run = id && (await ask(path(id)));
  // Before that it has no map: the answer would be an old one when it has.
  if (run?.phase === "completed") ask(`${path(id)}/landscapes`);
}

/* Dash calls this when the page has been put in place, and when its run changes. */
function open_run(run) {
  current?.end();
  const scope = (current = State.scope());
  Plotly.load();
  const begin = () => {
    if (scope.ended()) return;
    if (byId("explore") && byId("gallery") && window.Plotly) attempt(scope, () => open(run, scope));
    else requestAnimationFrame(begin);
  };
  begin();
  return Dash.unchanged();
}

Dash.offer("paysage", { open_run });

if (globalThis.window) {
  const { pathname } = window.location;
  if (Plotly.drawsAt(pathname)) foresee(pathname).catch(() => undefined);
}
