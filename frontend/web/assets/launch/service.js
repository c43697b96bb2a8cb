/* The service as forms need it: every problem with the field it names, nothing thrown. */

import * as Api from "../base/api.js";

/* Problems of an answer that is none, as [{pointer, detail}]; pointers start at the recipe. */
function problemsOf(status, body) {
  const errors = body && Array.isArray(body.errors) ? body.errors : [];
  if (errors.length > 0) {
    return errors.map(({ pointer, detail }) => ({
      pointer: String(pointer || "").replace(/^\/(body\/)?(recipe(?=\/|$))?/, (_, __, recipe) => (recipe ? "" : "/")),
      detail: String(detail || ""),
    }));
  }
  const said = (body && (body.detail || body.title)) || "";
  const detail = typeof said === "string" && said ? said : `The service answered ${status}. Try again.`;
  return [{ pointer: "", detail }];
}

/* One request; never throws: {ok, status, body, problems}. */
export async function ask(method, path, body, headers) {
  const changing = method !== "GET";
  const options = { method, credentials: "same-origin", headers: { Accept: "application/json", ...headers } };
  if (changing) options.headers["X-Paysage"] = "1";
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  try {
    const response = await fetch(`/api/v1${path}`, options);
    if (response.status === 401) Api.signIn();
    const text = await response.text();
    const answer = text ? JSON.parse(text) : null;
    const problems = response.ok ? [] : problemsOf(response.status, answer);
    return { ok: response.ok, status: response.status, body: answer, problems };
  } catch {
    const detail = "The service does not answer. Start it again with `make run`, then repeat what you did.";
    return { ok: false, status: 0, body: null, problems: [{ pointer: "", detail }] };
  }
}

/* A key that makes a repeated request the same request; works without a secure context too. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/* Whether a button has called; the callback's other inputs only make it wait for them. */
export function pressed(id) {
  const { triggered } = window.dash_clientside.callback_context;
  return triggered.some(({ prop_id }) => prop_id === `${id}.n_clicks`);
}
