/* Which trained networks a curve can join: those of the same data set and network. */
(function (paysage) {
  "use strict";

  const FRESH_MS = 5000;
  let kept = { key: "", at: 0, runs: [] };

  /* Completed runs of a data set and network, asked again after a few seconds. */
  async function completedRuns(dataset, network) {
    const key = `${dataset} ${network}`;
    if (kept.key === key && Date.now() - kept.at < FRESH_MS) return kept.runs;
    const query = new URLSearchParams({ phase: "completed", dataset, network, page_size: "200" });
    const answer = await paysage.service.ask("GET", `/runs?${query}`);
    if (!answer.ok) return [];
    kept = { key, at: Date.now(), runs: answer.body.items };
    return kept.runs;
  }

  function members(run) {
    if (run.recipe.method === "single") return 1;
    return run.recipe.method === "deep_ensemble" ? run.recipe.options.members : 0;
  }

  /* Only networks of one shape lie in one weight space. */
  function sameShape(run, options) {
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
    return { value: `${run.id}:0`, label: `${run.name}, seed ${run.recipe.seed} · ${run.id}` };
  }

  /* Groups for the selects, retrainings of one ensemble first: [{group, items: [{value, label}]}]. */
  function groupsOf(runs, draft) {
    const fitting = runs.filter((run) => members(run) > 0 && sameShape(run, draft.network_options));
    const singles = fitting.filter((run) => run.recipe.method === "single").map(single);
    const ensembles = fitting.filter((run) => run.recipe.method !== "single").map(ensemble);
    return singles.length ? [...ensembles, { group: "Single networks", items: singles }] : ensembles;
  }

  async function choices(draft) {
    return groupsOf(await completedRuns(draft.dataset, draft.network), draft);
  }

  paysage.endPoints = { choices, groupsOf };
})((globalThis.paysage ??= {}));
