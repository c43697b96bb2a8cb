/* Dash's side of the page: functions that its callbacks call, and properties that they are given. */

/** @type {import("../../page").Clientside} */
export const clientside = globalThis.window ? (window.dash_clientside ??= Object.create(null)) : null;

/* Callbacks name a function by its namespace and its own name; a test without a page offers none. */
export function offer(namespace, functions) {
  if (clientside) clientside[namespace] = { ...clientside[namespace], ...functions };
}

/* What a callback returns that leaves its outputs as they are. */
export const unchanged = () => clientside.no_update;

/* Ends a callback without an answer. */
export function stop() {
  throw clientside.PreventUpdate;
}
