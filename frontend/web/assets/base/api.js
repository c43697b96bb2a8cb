/* The service, asked from the page: JSON in, JSON out, problems as sentences. */

import * as Numbers from "./numbers.js";

const BASE = "/api/v1";
const PROBLEM = "application/problem+json"; // also of an answer that comes in parts
const WORKING = 202; // its status: what is done is kept, and the same question brings more
const AWAY = "The service does not answer. Start it again with `make run`, then repeat what you did.";

class Problem extends Error {
  constructor(sentence, status) {
    super(sentence);
    this.status = status;
  }
}

/* One sentence out of an application/problem+json body. */
export function sentence(body, status) {
  const first = body?.errors?.[0];
  if (first?.detail) return `${first.pointer ? `${first.pointer}: ` : ""}${first.detail}`;
  return body?.detail || body?.title || `The service answered ${status}; reload the page and try again.`;
}

/* Signing in leads back to where one is. */
export function signIn() {
  const { pathname, search } = window.location;
  window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}

async function send(method, path, body) {
  const headers = { Accept: "application/json" };
  if (method !== "GET") headers["X-Paysage"] = "1";
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(BASE + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Problem(AWAY, 0);
  }
  if (answer.status === 401) signIn();
  const content = answer.status === 204 ? null : await answer.json().catch(() => null);
  const refused = answer.headers.get("Content-Type")?.startsWith(PROBLEM);
  const working = refused && answer.status === WORKING;
  if (!answer.ok || (refused && !working)) throw new Problem(sentence(content, answer.status), answer.status);
  return { content, working, seconds: Number(answer.headers.get("Retry-After") ?? 0) };
}

const ask = async (...request) => (await send(...request)).content;

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));

/* A question to networks, asked until its answer is whole: every time it comes further. `part(words, answer)`
   hears how far it is, with a first answer where there is one, and says whether to go on; null where it does not. */
export async function question(path, body, part = () => true) {
  for (;;) {
    const { content, working, seconds } = await send("POST", path, body);
    if (!working && !content.progress) return content;
    const words = content.progress ? far(content.progress) : content.detail;
    if (!part(words, working ? null : content)) return null;
    if (seconds) await pause(seconds);
  }
}

/* "2,000 of 10,000 images" */
export const far = ({ done, total, what }) => `${Numbers.count(done)} of ${Numbers.count(total)} ${what}`;

/* Runs one request at a time; while it runs only the newest of the others is kept. First answers are received,
   too; `wait(words)` hears how far a request is, and is told "" when nothing is waited for. */
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

export const get = (path) => ask("GET", path);
export const post = (path, body) => ask("POST", path, body);
export { Problem };
