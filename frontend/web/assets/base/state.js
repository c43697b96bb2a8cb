/* What the page knows: plain values, and who wants to hear of which. */

/**
 * @template {Record<string, any>} Values
 * @param {Values} initial
 * @returns {Store<Values>}
 */
export function create(initial) {
  const values = { ...initial };
  const listeners = [];

  function set(changes) {
    const changed = Object.keys(changes).filter((key) => values[key] !== changes[key]);
    Object.assign(values, changes);
    for (const { keys, listen } of listeners) {
      if (keys.some((key) => changed.includes(key))) listen(values);
    }
  }

  const on = (keys, listen) => listeners.push({ keys, listen });
  return { get: () => values, on, set };
}

/* Things to end when the page shows something else. */
export function scope() {
  const endings = [];
  let ended = false;
  return {
    add: (end) => (ended ? end() : endings.push(end)),
    ended: () => ended,
    end: () => {
      ended = true;
      endings.splice(0).forEach((end) => end());
    },
  };
}
