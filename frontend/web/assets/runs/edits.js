/* Tags and notes of the chosen run: typed in the panel, kept at once; what is refused is named there. */

import * as Api from "../base/api.js";
import { clientside } from "../base/dash.js";
import { set } from "./page.js";

const same = (left, right) => JSON.stringify(left) === JSON.stringify(right);
const TAGS = "Not kept: a tag has letters, digits, spaces, emoji and _ . : / - only, at most 40; a run has at most 20 tags.";
const FIELDS = { tags: "runs-tags", notes: "runs-notes" };

/* A live list must not write over what is being typed: only what has changed is put in. */
export function show(run, before) {
  for (const [field, id] of Object.entries(FIELDS)) {
    const other = !run || !before || run.id !== before.id;
    if (other || !same(run[field], before[field])) set(id, { value: run ? run[field] : field === "tags" ? [] : "" });
    if (other) set(id, { error: null });
  }
}

function refusal(field, { status, problems }) {
  if (field === "tags" && status === 422) return TAGS;
  return [...new Set(problems.map(({ detail }) => detail))].join(" ");
}

/* The run as it is now; undefined where nothing was kept. */
export async function keep(field, value, run) {
  if (!run || value === null || value === undefined || same(value, run[field])) return undefined;
  const answer = await Api.ask("PATCH", `/runs/${run.id}`, { [field]: value });
  set(FIELDS[field], { error: answer.ok ? null : refusal(field, answer) });
  if (!answer.ok) return undefined;
  if (field === "tags") offer();
  return answer.body;
}

/* The filters stand in the page before the table does. */
const fill = (id, data) => document.getElementById(id) && clientside.set_props(id, { data });

/* Tags in use, to choose from and to filter by. */
async function offer() {
  const { ok, body } = await Api.ask("GET", "/runs/tags");
  if (!ok) return;
  fill("runs-tags", body.map(({ tag }) => tag));
  fill("runs-tag", body.map(({ tag, runs }) => ({ value: tag, label: `${tag} (${runs})` })));
}

const KINDS = { dataset: "datasets", network: "networks", method: "methods" };

/* Names of runs that another catalog wrote can be filtered by, too. */
async function offerNames() {
  const [names, catalog] = await Promise.all(["/runs/names", "/catalog"].map((path) => Api.ask("GET", path)));
  if (!names.ok || !catalog.ok) return;
  for (const [kind, list] of Object.entries(KINDS)) {
    const known = catalog.body[list].map(({ name, title }) => ({ value: name, label: title }));
    const unknown = names.body[kind].filter((name) => known.every(({ value }) => value !== name));
    const marked = unknown.map((name) => ({ value: name, label: `${name} (not known here)` }));
    if (marked.length) fill(`runs-${kind}`, [...known, ...marked]);
  }
}

let offeredTo = null; // the table as it stands in the page; another visit has another one

export function offerOnce() {
  const table = document.getElementById("runs-grid");
  if (!table || table === offeredTo) return;
  offeredTo = table;
  offer();
  offerNames();
}
