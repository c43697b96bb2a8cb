/* Further cards of the main page: each opens with a trained run, and ends with it. */

const openers = [];

/* `open(context)` begins a card; what it returns, if anything, ends it. The context holds
   state, catalog, scope, move(place), and choose(indices, selected), which shows these test images. */
export const add = (open) => openers.push(open);

export function open(context) {
  for (const begin of openers) {
    const end = begin(context);
    if (end) context.scope.add(end);
  }
}
