/* Which run `/` shows: the example, already alive, or else the newest. */

import * as Early from "../base/early.js";

const ENDED = ["failed", "cancelled"];

/* A joined example first, even while it waits: its page shows what it waits for. */
export function best(examples, newest) {
  const alive = examples.filter((run) => !ENDED.includes(run.phase));
  const joined = alive.find((run) => run.recipe.method === "curve_between");
  return joined ?? alive[0] ?? newest.find((run) => !ENDED.includes(run.phase)) ?? newest[0] ?? null;
}

export async function choose(get = Early.get) {
  const page = async (query) => (await get(`/runs?${query}`)).items;
  const [examples, newest] = await Promise.all([page("tag=example&page_size=20"), page("page_size=20")]);
  return best(examples, newest);
}
