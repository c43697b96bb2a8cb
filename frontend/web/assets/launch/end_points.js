/* Which trained networks a run can start from: those of the same data set and network. */

import * as Catalog from "../base/catalog.js";
import * as Api from "../base/api.js";

const FRESH_MS = 4000;
let kept = { key: "", at: 0, runs: [] };

/* Completed runs of a data set and network, asked again after a few seconds. */
export async function completedRuns(dataset, network) {
  const key = `${dataset} ${network}`;
  if (kept.key === key && Date.now() - kept.at < FRESH_MS) return kept.runs;
  const answers = await Promise.all((await separate()).map((method) => newest({ dataset, network, method })));
  if (!answers.every(({ ok }) => ok)) return [];
  kept = { key, at: Date.now(), runs: answers.flatMap(({ body }) => body.items) };
  return kept.runs;
}

/* Methods that publish separate networks; retrainings first. */
async function separate() {
  await Catalog.ready();
  const found = Catalog.methods().filter(({ name }) => Catalog.familyOf(name).separate);
  return found.sort((a, b) => b.independent - a.independent).map(({ name }) => name);
}

/* Asked method by method: among thousands of runs those of other methods crowd none out. */
function newest(filters) {
  const query = new URLSearchParams({ phase: "completed", page_size: "200", ...filters });
  return Api.ask("GET", `/runs?${query}`);
}

function members({ recipe }) {
  return Catalog.familyOf(recipe.method)?.separate ? Catalog.published(recipe) : 0;
}

/* Only networks of one shape lie in one weight space. */
export function sameShape(run, options) {
  return Object.entries(options || {}).every(([name, value]) => run.recipe.network_options[name] === value);
}

function ensemble(run) {
  const items = Array.from({ length: members(run) }, (_, member) => ({
    value: `${run.id}:${member}`,
    label: `${member + 1} of ${run.name}`,
  }));
  return { group: `${run.name} · ${run.id}`, items };
}

function single(run) {
  const seed = Catalog.brought(run.recipe) ? "" : `, seed ${run.recipe.seed}`;
  return { value: `${run.id}:0`, label: `${run.name}${seed} · ${run.id}` };
}

/* Groups for the selects, retrainings of one ensemble first: [{group, items: [{value, label}]}]. */
export function groupsOf(runs, draft) {
  const fitting = runs.filter((run) => members(run) > 0 && sameShape(run, draft.network_options));
  const brought = fitting.filter((run) => Catalog.brought(run.recipe)).map(single);
  const others = fitting.filter((run) => !Catalog.brought(run.recipe));
  const singles = others.filter((run) => members(run) === 1).map(single);
  const ensembles = others.filter((run) => members(run) > 1).map(ensemble);
  const alone = [
    { group: "Imported networks", items: brought },
    { group: "Single networks", items: singles },
  ].filter(({ items }) => items.length > 0);
  return [...ensembles, ...alone];
}

export async function choices(draft) {
  return groupsOf(await completedRuns(draft.dataset, draft.network), draft);
}

/* Ask anew: there is a network more. */
export function forget() {
  kept = { key: "", at: 0, runs: [] };
}
