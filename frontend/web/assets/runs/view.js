/* Which list is shown - every run, or groups of all but the seed - and how many it holds. */
(function (paysage) {
  "use strict";

  const NOUNS = { runs: ["run", "runs"], groups: ["group", "groups"] };
  const totals = {};
  let current = "runs";

  const set = (id, props) => paysage.runsGrid.set(id, props);

  function count() {
    const total = totals[current];
    const [one, many] = NOUNS[current];
    set("runs-count", { children: total === undefined ? "" : `${paysage.numbers.count(total)} ${total === 1 ? one : many}` });
  }

  function showTotal(list, total) {
    totals[list] = total;
    if (list === current) count();
  }

  /* The class of the page, which says which of the two lists is in view. */
  function view(chosen) {
    current = chosen === "groups" ? "groups" : "runs";
    count();
    paysage.runsAddress.keep();
    if (current === "groups") setTimeout(paysage.runGroups.shown, 0); // once it has a size
    return `runs-page runs-view-${current}`;
  }

  /* The runs of one group, in the list of runs. */
  function openGroup(group, words) {
    set("runs-group", { data: { group, words } });
    set("runs-view", { value: "runs" });
  }

  /* The button that names the chosen group, and drops it. */
  function chip(group) {
    return [group ? `${group.words}: all seeds ×` : "", group ? {} : { display: "none" }];
  }

  paysage.runsView = { chip, openGroup, showTotal, shown: () => current, view };
})((globalThis.paysage ??= {}));
