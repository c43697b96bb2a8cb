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

/* The same for those who go on without it. */
export const ready = () => load().catch(() => undefined);

const named = (list, name) => list.find((entry) => entry.name === name);

/* All that a map shows, in their order on the page; of a name that is not known, undefined. */
export const metrics = () => known.map_metrics;
export const metric = (name) => named(known.map_metrics, name);

/* Of a method and of a family; of a name that is not known, undefined. */
export const methods = () => known.methods;
export const method = (name) => named(known.methods, name);
export const familyOf = (name) => known.families[method(name)?.family];

/* Whether a recipe was brought: nobody trained it here, so that nobody knows its seed. */
export const brought = ({ method: name }) => method(name)?.launchable === false;

/* The method of retrainings, which every spread is held against. */
export const ensemble = () => known.methods.find(({ independent }) => independent)?.name;

/* How many networks a recipe publishes; a number of its entry names options, or is one. */
export function published({ method: name, options }) {
  const { least, started, plus, times } = method(name).published;
  const value = (what) => (typeof what === "string" ? options[what] : what);
  const first = started !== null && options.start_from ? started : Math.min(...least.map(value));
  return (first + value(plus)) * value(times);
}
