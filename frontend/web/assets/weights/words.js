/* What a run's networks are called, as its method's entry says; and what several of them answer. Pure. */

import * as Catalog from "../base/catalog.js";

/* What a spread is called while there are no retrainings beside it. */
export const uncompared = (name) => `spread over the ${name}, not compared with retrainings`;

const entryOf = ({ recipe }) => Catalog.method(recipe.method);

/* Whether it published one network, which cannot disagree with itself. */
export const isAlone = (run) => entryOf(run).alone;

/* Whether its networks are retrainings of each other. */
export const isEnsemble = (run) => entryOf(run).independent;

/* What they are called as a whole. */
export function whole(run) {
  const { noun, independent } = entryOf(run);
  return independent ? `${Catalog.published(run.recipe)} ${noun}` : noun;
}

/* The same within a sentence: "the curve". */
export const the = (run) => `the ${entryOf(run).noun}`;

/* The same of several: "networks on the curve". */
export const networks = (run) => entryOf(run).networks;

/* Answers of several networks to one image, most frequent first: [[class, count], ...]. */
export function votes(probabilities, example) {
  const counts = new Map();
  for (const member of probabilities) {
    const answer = argmax(member[example]);
    counts.set(answer, (counts.get(answer) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

export function argmax(list) {
  return list.reduce((best, value, index) => (value > list[best] ? index : best), 0);
}

/* "17 of 32 networks on the curve say 9, 14 say 3". */
export function tally(counted, who, classes) {
  const total = counted.reduce((sum, [, count]) => sum + count, 0);
  if (counted.length === 1) return `All ${total} ${who} say ${classes[counted[0][0]]}`;
  const [[first, most], ...others] = counted;
  const rest = others
    .slice(0, 2)
    .map(([answer, count]) => `${count} ${count === 1 ? "says" : "say"} ${classes[answer]}`);
  return `${most} of ${total} ${who} say ${classes[first]}, ${rest.join(", ")}`;
}
