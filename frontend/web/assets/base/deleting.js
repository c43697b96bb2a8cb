/* What is said before a run is deleted: what goes, and what others lose with it. Pure. */

const SHORT = 6; // characters of an id, enough to tell runs of one name apart

const called = (name, id) => (id ? `“${name}” (${id.slice(0, SHORT)})` : `“${name}”`);

/* "3 runs: “a” (0a1b2c), “b” (3d4e5f) and 1 more". */
function counted({ total, names, ids = [] }) {
  const shown = names.map((name, index) => called(name, ids[index]));
  const more = total - shown.length;
  const listed = more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
  return `${total === 1 ? "One run" : `${total} runs`}, ${listed},`;
}

/* `others` as the service gives the dependents of a run. */
export function words({ name, id }, { compared, instead, instead_id, waiting }) {
  const is = ({ total }) => (total === 1 ? "is" : "are");
  const parts = [`${called(name, id)} and its weights, landscapes and figures will be gone. This cannot be undone.`];
  if (compared.total) {
    const then = instead
      ? `then ${called(instead, instead_id)} takes its place`
      : "without it nobody can say what their spread and their figures are worth beside retrainings";
    parts.push(`${counted(compared)} ${is(compared)} compared with it: ${then}.`);
  }
  if (waiting.total) parts.push(`${counted(waiting)} ${waiting.total === 1 ? "waits" : "wait"} for it and will fail.`);
  return parts.join(" ");
}
