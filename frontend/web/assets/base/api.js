/* The service, asked from the page: JSON in, JSON out, problems as sentences. */

import * as Numbers from "./numbers.js";

const BASE = "/api/v1";
const PROBLEM = "application/problem+json"; // also of an answer that comes in parts
const WORKING = 202; // its status: what is done is kept, and the same question brings more
const AWAY = "The service does not answer. Start it again with `make run`, then repeat what you did.";

export class Problem extends Error {
  constructor(sentence, status) {
    super(sentence);
    this.status = status;
  }
}

/* What is wrong, as [{pointer, detail}]: of an application/problem+json body, or of none. */
function problemsOf(body, status) {
  if (body?.errors?.length) return body.errors;
  const detail = body?.detail || body?.title || `The service answered ${status}; reload the page and try again.`;
  return [{ pointer: "", detail }];
}

/**
 * The first of them as one sentence.
 * @param {Fault[]} problems
 */
export const sentence = ([{ pointer, detail }]) => (pointer ? `${pointer}: ${detail}` : detail);

/* Signing in leads back to where one is. */
export function signIn() {
  const { pathname, search } = window.location;
  window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}

const NO_ANSWER = { ok: false, status: 0, body: null, problems: [{ pointer: "", detail: AWAY }], working: false, seconds: 0 };

function headersOf(method) {
  const own = { Accept: "application/json" };
  return method === "GET" ? own : { ...own, "X-Paysage": "1" };
}

/* An answer of the service, whatever it says; `kind` is its type of content. */
function answerOf(status, body, kind, seconds = 0) {
  if (status === 401) signIn();
  const refused = Boolean(kind?.startsWith(PROBLEM));
  const working = refused && status === WORKING;
  const ok = status >= 200 && status < 300 && (!refused || working);
  return { ok, status, body, problems: ok ? [] : problemsOf(body, status), working, seconds };
}

/* One request; throws nothing: {ok, status, body, problems}. For forms, which show every problem in its place. */
/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {Record<string, string>} [headers]
 * @returns {Promise<Answer>}
 */
export async function ask(method, path, body, headers = {}) {
  const options = { method, headers: { ...headersOf(method), ...headers } };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const answer = await fetch(BASE + path, options).catch(() => null);
  if (!answer) return NO_ANSWER;
  const content = answer.status === 204 ? null : await answer.json().catch(() => null);
  const header = (name) => answer.headers.get(name);
  return answerOf(answer.status, content, header("Content-Type"), Number(header("Retry-After") ?? 0));
}

/* A form with a file, answered like `ask`; `progress(sent, total)` counts bytes, which fetch does not tell. */
export function upload(path, form, progress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", BASE + path);
    request.responseType = "json";
    for (const [name, value] of Object.entries(headersOf("POST"))) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => progress(loaded, total);
    request.onload = () => resolve(answerOf(request.status, request.response, request.getResponseHeader("Content-Type")));
    request.onerror = () => resolve(NO_ANSWER);
    request.send(form);
  });
}

/* The same, where only an answer is of use: a refusal is thrown. */
async function send(method, path, body = undefined) {
  const answer = await ask(method, path, body);
  if (!answer.ok) throw new Problem(sentence(answer.problems), answer.status);
  return answer;
}

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));

/**
 * A question to networks, asked until its answer is whole: every time it comes further. `part(words, answer)`
 * hears how far it is, with a first answer where there is one, and says whether to go on; null where it does not.
 * @type {import("../../page").Question}
 */
export const question = async (path, body, part = (..._heard) => true) => {
  for (;;) {
    const { body: content, working, seconds } = await send("POST", path, body);
    if (!working && !content.progress) return content;
    const words = content.progress ? far(content.progress) : content.detail;
    if (!part(words, working ? null : content)) return null;
    if (seconds) await pause(seconds);
  }
};

/* "2,000 of 10,000 images" */
export const far = ({ done, total, what }) => `${Numbers.count(done)} of ${Numbers.count(total)} ${what}`;

/* Runs one request at a time; while it runs only the newest of the others is kept. First answers are received,
   too; `wait(words)` hears how far a request is, and is told "" when nothing is waited for. */
/** @param {(words: string) => unknown} [wait] */
export function latest(send, receive, fail, wait = () => {}) {
  let [busy, waiting, turn] = [false, null, 0];
  async function run(request) {
    busy = true;
    const mine = turn;
    const part = (words, answer) => {
      if (mine !== turn) return false;
      if (answer) receive(answer, request, waiting === null);
      wait(words);
      return waiting === null;
    };
    try {
      const answer = await send(request, part);
      if (mine === turn) wait("");
      if (mine === turn && answer !== null) receive(answer, request, waiting === null);
    } catch (problem) {
      if (mine === turn) wait("");
      if (mine === turn) fail(problem);
    }
    busy = false;
    if (waiting !== null) {
      const next = waiting;
      waiting = null;
      run(next);
    }
  }
  return {
    push: (request) => (busy ? (waiting = request) : run(request)),
    drop: () => ((turn += 1), (waiting = null)),
  };
}

/** @type {import("../../page").Get} */
export const get = async (path) => (await send("GET", path)).body;
export const post = async (path, body) => (await send("POST", path, body)).body;
