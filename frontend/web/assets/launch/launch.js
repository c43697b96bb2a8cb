/* The launch page in the browser: sections, estimate, end points, launching, copying. */

import * as Api from "../base/api.js";
import * as Catalog from "../base/catalog.js";
import * as Cautions from "../base/cautions.js";
import { clientside, offer as offerToDash, stop } from "../base/dash.js";
import * as Numbers from "../base/numbers.js";
import * as RecipeUrl from "../base/recipe_url.js";
import * as Seeds from "../base/seeds.js";
import * as Unread from "../base/unread.js";
import * as Amounts from "../base/amounts.js";
import * as Clipboard from "../base/clipboard.js";
import * as EndPoints from "./end_points.js";
import * as Presses from "./presses.js";
import { ofRecipe } from "./recipe_problems.js";

const PAUSE_MS = 250;
const MEASURING_MS = 2000;
const LOOK_MS = 5000;
const TOO_FEW =
  "A curve joins two trained networks of this shape, and there are not two yet: train a Deep Ensemble, or bring networks.";
const offered = new WeakMap();
let marked = []; // ids of fields
let looking = 0;
let turn = 0;
let request = { body: "", key: "" };

/* An answer may come after the page was left; its parts are gone then. */
function set(id, props) {
  if (document.getElementById("launch-train")) clientside.set_props(id, props);
}

function sections(chosen) {
  const outputs = [].concat(clientside.callback_context.outputs_list);
  return outputs.map(({ id }) => (id.endsWith(`-${chosen}`) ? {} : { display: "none" }));
}

/* The same run with a seed that none of its repeats has. */
async function nextSeed({ group, recipe }) {
  const own = { seeds: [recipe.seed] };
  const answer = await Api.ask("GET", `/runs/groups?group=${group}`);
  return Seeds.next(recipe.seed, ((answer.ok && answer.body.items[0]) || own).seeds);
}

const SEED = /^([ +]?)(\d{1,10})$/; // "+" arrives as a space

function said({ recipe, ignored }) {
  Unread.say(ignored);
  return recipe;
}

/* What is understood beside a run to take over. */
function taken(query) {
  const seed = query.get("seed") ?? "";
  const known = ["from", "method", "bring", ...(seed === "next" || SEED.test(seed) ? ["seed"] : [])];
  return new URLSearchParams([...query].filter(([key]) => known.includes(key)).map(([key, value]) => [key, value.trim()]));
}

/* The recipe of `?from=RUN`, with `&seed=next`, `&seed=+1` (relative) or `&seed=7`; with
   `&method=NAME` the same procedure by another method. */
async function fromAddress() {
  const { search } = window.location;
  const query = new URLSearchParams(search);
  const run = query.get("from");
  if (!run) return said(RecipeUrl.read(search, ["bring"])) ?? stop();
  Unread.say(Unread.besides(search, taken(query)));
  const answer = await Api.ask("GET", `/runs/${encodeURIComponent(run)}`);
  if (!answer.ok) {
    set("launch-address-problems", { data: ofRecipe(answer.problems) });
    return stop();
  }
  const { recipe, unknown } = answer.body;
  if (unknown?.length) {
    const detail = `Run ${run} cannot be trained again here: not known are ${unknown.join("; ")}.`;
    set("launch-address-problems", { data: [{ pointer: "", detail }] });
    return stop();
  }
  if (query.get("seed") === "next") recipe.seed = await nextSeed(answer.body);
  const seed = (query.get("seed") || "").match(SEED);
  if (seed) recipe.seed = (seed[1] ? recipe.seed : 0) + Number(seed[2]);
  const method = query.get("method");
  await Catalog.ready();
  if (Catalog.brought(recipe)) {
    delete recipe.method;
    delete recipe.options;
  }
  if (method && method !== recipe.method) Object.assign(recipe, { method, options: {} });
  return recipe;
}

async function prefill(presets) {
  const preset = presets[clientside.callback_context.triggered_id];
  return preset || fromAddress();
}

/* The form lives in the address, so that it can be shared and survives a reload. As it comes, it
   leaves the address alone; while something is wrong in it, too. */
function address(json) {
  if (!json) return undefined;
  const { pathname, search, hash } = window.location;
  const kept = new URLSearchParams(search).has("bring") ? "bring=1" : "";
  const said = json === document.getElementById("launch-json").dataset.first ? "" : RecipeUrl.write(JSON.parse(json));
  const query = [kept, said].filter(Boolean).join("&");
  window.history.replaceState(window.history.state, "", `${pathname}${query && `?${query}`}${hash}`);
  return undefined;
}

function nothingKnown(problems) {
  return [Amounts.UNKNOWN, Amounts.UNKNOWN, Amounts.UNKNOWN, Amounts.UNKNOWN, "", [], problems];
}

const seconds = (body) => (body.seconds === null ? "not known yet" : Numbers.duration(body.seconds));

/* What speaks against it, from what the service knows; as Dash components. */
const cautions = (recipe, estimate) =>
  Cautions.of(recipe, estimate).map((children) => ({ namespace: "dash_html_components", type: "P", props: { children } }));

/* A network that was never timed is being timed now, or cannot be: ask again, for some two minutes. */
async function askAgain(recipe, mine, tries = 60) {
  await new Promise((resolve) => setTimeout(resolve, MEASURING_MS));
  if (mine !== turn || tries === 0) return;
  const { ok, body } = await Api.ask("POST", "/estimates", recipe);
  if (mine !== turn || !ok) return;
  if (body.seconds === null) askAgain(recipe, mine, tries - 1);
  set("launch-cost-seconds", { children: seconds(body) });
  set("launch-cost-size", { children: Amounts.size(body.bytes) });
  set("launch-cost-reason", { children: body.reason || "" });
  set("launch-caution", { children: cautions(recipe, body) });
}

async function estimate(recipe) {
  const mine = ++turn;
  if (!recipe) return nothingKnown([]);
  await Promise.all([Catalog.ready(), new Promise((resolve) => setTimeout(resolve, PAUSE_MS))]);
  if (mine !== turn) return stop();
  const { ok, body, problems } = await Api.ask("POST", "/estimates", recipe);
  if (mine !== turn) return stop();
  if (!ok) return nothingKnown(ofRecipe(problems));
  if (body.seconds === null) askAgain(recipe, mine);
  return [
    Amounts.trainings(body.equivalent_trainings),
    Amounts.count(body.gradient_evaluations),
    seconds(body),
    Amounts.size(body.bytes),
    body.reason || "",
    cautions(recipe, body),
    [],
  ];
}

/* Buttons for what is spent beyond a network count once that network is chosen. */
function startable(draft) {
  const outputs = [].concat(clientside.callback_context.outputs_list);
  const ready = (id) => draft?.options?.start_from && id.endsWith(`-${draft.method}`);
  return outputs.map(({ id }) => !ready(id));
}

/* Fills a select, unless it offers the same already: an open list must not be disturbed. */
function offer(id, props) {
  const place = document.getElementById(id);
  const text = JSON.stringify(props);
  if (!place || offered.get(place) === text) return;
  offered.set(place, text);
  set(id, props);
}

/* The select of a method that can start from a network; what fits no more is let go. */
function start(draft, data, values) {
  const { run, member } = draft.options?.start_from || {};
  const fits = !run || values.includes(`${run}:${member}`);
  offer(startOf(draft), fits ? { data } : { data, value: null });
  return "";
}

/* Both selects of a curve; keeps what is chosen and fits, else proposes the first two networks. */
function ends(draft, data, values) {
  const chosen = (draft.options?.end_points || []).map(({ run, member }) => `${run}:${member}`);
  const kept = chosen.length > 0 && chosen.every((value) => values.includes(value));
  [0, 1].forEach((end) => offer(`launch-options-${draft.method}-end_points-${end}`, kept ? { data } : { data, value: values[end] ?? null }));
  return values.length > 1 ? "" : TOO_FEW;
}

/* Whether it joins two networks, in place of starting from one. */
const joins = ({ method }) => Catalog.method(method)?.starts.includes("end_points") ?? false;
const startOf = (draft) => `launch-options-${draft.method}-start_from`;

async function look(draft) {
  const data = await EndPoints.choices(draft);
  const values = data.flatMap(({ items }) => items.map(({ value }) => value));
  return (joins(draft) ? ends : start)(draft, data, values);
}

/* Networks that are being trained or brought come to be offered while the form is open. */
function lookAgain(draft, mine) {
  setTimeout(async () => {
    if (mine !== looking || !document.getElementById("launch-train")) return;
    const hint = await look(draft);
    if (mine !== looking) return;
    set("launch-networks-hint", { children: hint });
    lookAgain(draft, mine);
  }, LOOK_MS);
}

async function networks(draft) {
  const mine = ++looking;
  if (!draft) return "";
  await Catalog.ready();
  if (!joins(draft) && !document.getElementById(startOf(draft))) return "";
  lookAgain(draft, mine);
  return look(draft);
}

/* Starts the run; the same form pressed twice starts it once. */
async function train(clicks, recipe, name) {
  if (!clicks || !recipe || !Presses.pressed("launch-train")) return stop();
  const body = name && name.trim() ? { recipe, name: name.trim() } : { recipe };
  const text = JSON.stringify(body);
  if (request.body !== text) request = { body: text, key: Presses.newKey() };
  set("launch-train", { loading: true });
  const answer = await Api.ask("POST", "/runs", body, { "Idempotency-Key": request.key });
  set("launch-train", { loading: false });
  if (!answer.ok) {
    set("launch-service-problems", { data: ofRecipe(answer.problems) });
    return stop();
  }
  request = { body: "", key: "" };
  return `/explore/${answer.body.id}`;
}

/* The sentences beside the fields: those of the newest answer, and no others. */
function mark(details) {
  for (const id of new Set([...marked, ...Object.keys(details ?? {})])) set(id, { error: details?.[id] ?? null });
  marked = Object.keys(details ?? {});
  // What is wrong must be seen: the part of the form that it lies in opens.
  for (const id of marked) document.getElementById(id)?.closest("details")?.setAttribute("open", "");
}

function text(kind) {
  return [kind !== "command", kind !== "json"];
}

async function copy(clicks, kind, command, json) {
  if (!clicks) return stop();
  const copied = await Clipboard.copy(kind === "json" ? json : command);
  setTimeout(() => set("launch-copy", { children: "Copy" }), 1500);
  return copied ? "Copied" : "Select and copy";
}

offerToDash("launch", { address, sections, prefill, estimate, startable, networks, mark, train, text, copy });
