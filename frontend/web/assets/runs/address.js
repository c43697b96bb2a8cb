/* Filters and grouping live in the address, which `pages/runs.py` reads first: every change is a step
 that the browser's Back undoes, words that are being typed are one. */

import * as Unread from "../base/unread.js";
import * as RunsGrid from "./grid.js";
import { set } from "./page.js";
import * as RunsView from "./view.js";

const USUAL = { phase: ["any"], starred: ["false"], archived: ["false"], view: ["runs"] };
const SELECTS = ["dataset", "network", "method", "tag"];
const CHECKS = ["starred", "archived"];
const WORDS = "query";
const TOGETHER_MS = 50;
let page = null; // as it stands: another visit has another one
let chosen = null; // the group that was shown last, with its words
let [typing, walking, timer] = [false, false, 0];

const here = () => (window.location.pathname === "/runs" ? document.getElementById("runs-page") : null);
const said = () => new URLSearchParams(window.location.search);

function wanted(view) {
  const query = new URLSearchParams(RunsGrid.filters());
  if (view !== "runs") query.set("view", view);
  return query;
}

/* Names of what two queries say differently; pure. */
export function differences(one, other) {
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names].filter((name) => one.get(name) !== other.get(name));
}

function write(step, query) {
  const { pathname, hash } = window.location;
  window.history[step](window.history.state, "", `${pathname}${query.size ? `?${query}` : ""}${hash}`);
}

/* A page has come: what its address says otherwise than its filters is named as not understood. */
function arrive() {
  page = here();
  [typing, walking] = [false, false];
  const query = wanted(page.classList.contains("runs-view-groups") ? "groups" : "runs");
  Unread.say(Unread.besides(window.location.search, query, USUAL));
  write("replaceState", query);
}

/* The filters have changed, or the choice of the list; changes that come together are one step. */
export function keep() {
  clearTimeout(timer);
  timer = setTimeout(() => here() && page === here() && kept(wanted(RunsView.shown())), TOGETHER_MS);
}

function kept(query) {
  const changed = differences(said(), query);
  if (walking || !changed.length) return void (walking &&= changed.length > 0);
  const words = changed.join() === WORDS;
  write(words && typing ? "replaceState" : "pushState", query);
  typing = words;
  return undefined;
}

export function filtered(group) {
  chosen = group ?? chosen;
  if (here() && page !== here()) arrive();
  else keep();
}

/* A step back or forward within the page: the filters say again what the address says. */
function walked(event) {
  if (!here()) page = null;
  if (!page) return;
  event.stopImmediatePropagation(); // the page stays, with what is chosen in it
  [typing, walking] = [false, true];
  const query = said();
  set("runs-phase", { value: query.get("phase") ?? "any" });
  for (const name of SELECTS) set(`runs-${name}`, { value: query.get(name) });
  for (const name of CHECKS) set(`runs-${name}`, { checked: query.get(name) === "true" });
  set("runs-query", { value: query.get(WORDS) ?? "" });
  set("runs-group", { data: named(query.get("group")) });
  set("runs-view", { value: query.get("view") ?? "runs" });
  keep();
}

const named = (hash) => (hash ? { group: hash, words: chosen?.group === hash ? chosen.words : "One recipe" } : null);

if (globalThis.window) for (const kind of ["popstate", "_dashprivate_pushstate"]) window.addEventListener(kind, walked, true);
