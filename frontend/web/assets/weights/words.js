/* Plain words for what the families are; the field's terms stand in tooltips. */

/* What a spread is called while there are no retrainings beside it. */
export const uncompared = (name) => `spread over the ${name}, not compared with retrainings`;

export const FAMILIES = {
  curve: { name: "curve", networks: "networks on the curve" },
  simplex: { name: "simplex", networks: "networks of the simplex" },
  members: { name: "networks", networks: "networks" },
  complex: { name: "simplexes", networks: "networks of the simplexes" },
  gaussian: { name: "cloud", networks: "networks of the cloud" },
  dropout: { name: "dropout", networks: "networks with parts left out" },
};

/* Methods whose family has a word of its own. */
const METHODS = {
  line: { name: "line", networks: "networks on the line" },
  chain: { name: "chain", networks: "networks on the chain" },
  two_lines: { name: "two lines", networks: "networks on the two lines" },
  snapshot: { name: "snapshots", networks: "snapshots" },
  multi_swag: { name: "clouds", networks: "networks of the clouds" },
};

/* The words of a run's family. */
export const of = (run, family) => METHODS[run.recipe.method] ?? FAMILIES[family] ?? FAMILIES.members;

/* Methods that publish one network, which cannot disagree with itself. */
const ALONE = { single: "trained network", imported: "imported network", swa: "averaged network" };

export const isAlone = (run) => run.recipe.method in ALONE;

export function isEnsemble(run) {
  return run.recipe.method === "deep_ensemble";
}

/* Of a run: what its networks are called as a whole. */
export function whole(run, family) {
  if (isEnsemble(run)) return `${run.recipe.options.members} retrainings`;
  return ALONE[run.recipe.method] ?? of(run, family).name;
}

/* The same within a sentence: "the curve". */
export const the = (run, family) => `the ${isEnsemble(run) ? "retrainings" : whole(run, family)}`;

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
