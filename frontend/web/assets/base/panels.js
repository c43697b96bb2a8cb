/* Further cards of the main page: each opens with a trained run, and ends with it. */

const openers = [];

/**
 * `open(panel)` begins a card; what it returns, if anything, ends it.
 * @param {(panel: Panel) => unknown} open
 */
export const add = (open) => openers.push(open);

/** @param {Panel} context */
export function open(context) {
  for (const begin of openers) {
    const end = begin(context);
    if (typeof end === "function") context.scope.add(end);
  }
}
