/* Which run `/` shows: the example, already alive, or else the newest. */

import * as Catalog from "../base/catalog.js";
import * as Early from "../base/early.js";

const ENDED = ["failed", "cancelled"];

/* A joined example first, even while it waits: its page shows what it waits for. */
export function best(examples, newest) {
  const alive = examples.filter((run) => !ENDED.includes(run.phase));
  const joined = alive.find((run) => Catalog.method(run.recipe.method)?.starts.includes("end_points"));
  return joined ?? alive[0] ?? newest.find((run) => !ENDED.includes(run.phase)) ?? newest[0] ?? null;
}

export async function choose(get = Early.get) {
  const page = async (query) => (await get(`/runs?${query}`)).items;
  const asked = [page("tag=example&page_size=20"), page("page_size=20"), Catalog.load()];
  const [examples, newest] = await Promise.all(asked);
  return best(examples, newest);
}
