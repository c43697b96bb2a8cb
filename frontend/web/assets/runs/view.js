/* Which list is shown - every run, or groups of all but the seed - and how many it holds. */

import * as Numbers from "../base/numbers.js";
import { set } from "./page.js";

const NOUNS = { runs: ["run", "runs"], groups: ["group", "groups"] };
const totals = {};
let current = "runs";

function count() {
  const total = totals[current];
  const [one, many] = NOUNS[current];
  set("runs-count", { children: total === undefined ? "" : `${Numbers.count(total)} ${total === 1 ? one : many}` });
}

export function showTotal(list, total) {
  totals[list] = total;
  if (list === current) count();
}

/* The class of the page, which says which of the two lists is in view. */
export function choose(chosen) {
  current = chosen === "groups" ? "groups" : "runs";
  count();
  return `runs-page runs-view-${current}`;
}

/* The runs of one group, in the list of runs. */
export function openGroup(group, words) {
  set("runs-group", { data: { group, words } });
  set("runs-view", { value: "runs" });
}

/* The button that names the chosen group, and drops it. */
export function chip(group) {
  return [group ? `${group.words}: all seeds ×` : "", group ? {} : { display: "none" }];
}

export const shown = () => current;
