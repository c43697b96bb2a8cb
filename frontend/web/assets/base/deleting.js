/* What is said before a run is deleted: what goes, and what others lose with it. Pure. */
(function (paysage) {
  "use strict";

  /* "3 runs: “a”, “b” and 1 more". */
  function counted({ total, names }) {
    const shown = names.map((name) => `“${name}”`);
    const more = total - shown.length;
    const listed = more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
    return `${total === 1 ? "One run" : `${total} runs`} (${listed})`;
  }

  /* `others` as the service gives the dependents of a run. */
  function words({ name }, { compared, instead, waiting }) {
    const is = ({ total }) => (total === 1 ? "is" : "are");
    const parts = [`“${name}” and its weights, landscapes and figures will be gone. This cannot be undone.`];
    if (compared.total) {
      const then = instead
        ? `then “${instead}” takes its place`
        : "without it nobody can say what their spread and their figures are worth beside retrainings";
      parts.push(`${counted(compared)} ${is(compared)} compared with it: ${then}.`);
    }
    if (waiting.total) parts.push(`${counted(waiting)} ${waiting.total === 1 ? "waits" : "wait"} for it and will fail.`);
    return parts.join(" ");
  }

  paysage.deleting = { words };
})((globalThis.paysage ??= {}));
