/* Bringing a network: a file by choice or by drag, sent with its progress, answered in words. */

import * as Api from "../base/api.js";
import * as Catalog from "../base/catalog.js";
import { clientside, offer, stop } from "../base/dash.js";
import { byId, html } from "../base/dom.js";
import * as Amounts from "../base/amounts.js";
import * as EndPoints from "./end_points.js";
import * as Presses from "./presses.js";

const SHOWN = 6;
let chosen = null;
let sending = false;
let procedures = new Map();

function say(...children) {
  byId("launch-bring-said")?.replaceChildren(...children);
}

const problem = (words) => html("p", { class: "launch-bring-problem" }, words);

function choose(file) {
  const limit = Number(byId("launch-file").dataset.limit);
  say();
  chosen = file && file.size <= limit ? file : null;
  if (file && !chosen) say(problem(`${file.name} has ${Amounts.size(file.size)}; at most ${Amounts.size(limit)} are taken.`));
  const words = chosen ? `${chosen.name} · ${Amounts.size(chosen.size)}` : "Drop a safetensors file here, or choose one";
  byId("launch-file-words").textContent = words;
}

/* The field for the file; a label, so that a click anywhere on it opens the choice. */
function field() {
  const input = html("input", {
    type: "file",
    id: "launch-file-input",
    accept: ".safetensors",
    onchange: () => choose(input.files[0]),
  });
  const over = (on) => (event) => (event.preventDefault(), zone.classList.toggle("over", on));
  const zone = html(
    "label",
    {
      class: "launch-drop",
      ondragover: over(true),
      ondragleave: over(false),
      ondrop: (event) => (over(false)(event), choose(event.dataTransfer.files[0])),
    },
    input,
    html("span", { id: "launch-file-words" }, "Drop a safetensors file here, or choose one"),
  );
  return zone;
}

function mode(value) {
  const place = byId("launch-file");
  if (place && !place.firstChild) {
    chosen = null;
    place.append(field());
  }
  return `launch-page launch-${value}-page`;
}

/* Deep Ensembles of the same network: how the brought one may have been trained. */
async function known(value, draft) {
  if (value !== "bring" || !draft) return stop();
  const runs = (await EndPoints.completedRuns(draft.dataset, draft.network)).filter(
    (run) => run.recipe.method === Catalog.ensemble() && EndPoints.sameShape(run, draft.network_options),
  );
  procedures = new Map(runs.map((run) => [run.id, run.recipe]));
  return runs.map((run) => ({ value: run.id, label: `${run.name} · ${run.id}` }));
}

function formOf(draft, name, like) {
  const form = new FormData();
  const recipe = procedures.get(like);
  const { mean, std } = draft.dataset_options ?? {};
  const shown = { ...(recipe || draft).dataset_options, ...(mean && { mean }), ...(std && { std }) };
  const fields = { network_options: draft.network_options, dataset_options: shown };
  if (recipe) Object.assign(fields, { epochs: recipe.epochs, training: recipe.training });
  form.append("dataset", draft.dataset);
  form.append("network", draft.network);
  if (name && name.trim()) form.append("name", name.trim());
  for (const [field, value] of Object.entries(fields)) if (value !== undefined) form.append(field, JSON.stringify(value));
  form.append("file", chosen);
  return form;
}

/* A pointer as a person reads it: a tensor of the file, or a field of the form. */
const named = (pointer) => String(pointer || "").replace(/^\/file\/?/, "").replace(/^\//, "").replaceAll("~1", "/").replaceAll("~0", "~");

function refused(problems, detail) {
  const found = problems.map((each) => [named(each.pointer), each.detail]);
  const rest = found.length > SHOWN ? [html("li", {}, `and ${found.length - SHOWN} more`)] : [];
  const items = found.slice(0, SHOWN).map(([name, words]) => html("li", {}, name ? html("b", {}, name) : null, name ? ` ${words}` : words));
  const list = html("ul", {}, ...items, ...rest);
  const several = [html("p", {}, String(detail)), html("details", {}, html("summary", {}, "Each of them"), list)];
  const [[first, words]] = found;
  const shown = found.length > 1 ? several : [first ? list : html("p", {}, words)];
  say(html("div", { class: "launch-bring-problem", role: "alert" }, ...shown));
}

function sent(loaded, total) {
  const whole = loaded >= total;
  const words = whole ? "Sent; the weights are being checked." : `${Amounts.size(loaded)} of ${Amounts.size(total)} sent`;
  say(html("progress", whole ? { "aria-label": words } : { max: total, value: loaded, "aria-label": words }), html("p", { class: "launch-muted" }, words));
}

function done(run) {
  say(
    html("p", {}, `${run.name} is here.`),
    ...run.notes.split("\n").filter(Boolean).map((words) => html("p", {}, words)),
    html("p", {}, html("a", { href: `/explore/${run.id}` }, "Explore it")),
    html("p", { class: "launch-muted" }, "Bring another, or train a curve between two."),
  );
  byId("launch-file-input").value = "";
  chosen = null;
  byId("launch-file-words").textContent = "Drop a safetensors file here, or choose one";
  EndPoints.forget();
}

async function bring(clicks, draft, name, like) {
  if (!clicks || sending || !draft || !Presses.pressed("launch-bring")) return stop();
  if (!chosen) return say(problem("Choose a safetensors file first.")), stop();
  sending = true;
  clientside.set_props("launch-bring", { loading: true });
  sent(0, chosen.size);
  const { ok, body, problems } = await Api.upload("/checkpoints", formOf(draft, name, like), sent);
  sending = false;
  if (!byId("launch-bring-said")) return stop(); // the page was left
  clientside.set_props("launch-bring", { loading: false });
  if (!ok) return refused(problems, body?.detail), stop();
  done(body);
  return body.id;
}

offer("launch", { mode, procedures: known, bring });
