/* What the service says of its methods, families and metrics: all that is true of one of them alone. */

import * as Early from "./early.js";

const NOTHING = { methods: [], families: {}, map_metrics: [] };
let [known, asked] = [NOTHING, null];

/* Once it is learnt, entries are at hand. */
export const learn = (catalog) => (known = catalog);

/* The whole of it, asked for once. */
export function load() {
  asked ??= Early.get("/catalog").then(learn);
  asked.catch(() => (asked = null));
  return asked;
}

const named = (list, name) => list.find((entry) => entry.name === name);

/* All that a map shows, in their order on the page; of a name that is not known, undefined. */
export const metrics = () => known.map_metrics;
export const metric = (name) => named(known.map_metrics, name);
