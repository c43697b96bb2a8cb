/* Presses of a button: each starts one thing, once. */

import { clientside } from "../base/dash.js";

/* A key that makes a repeated request the same request; works without a secure context too. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/* Whether a button has called; the callback's other inputs only make it wait for them. */
export function pressed(id) {
  const { triggered } = clientside.callback_context;
  return triggered.some(({ prop_id }) => prop_id === `${id}.n_clicks`);
}
