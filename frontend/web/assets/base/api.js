/* The service, asked from the page: JSON in, JSON out, problems as sentences. */
(function (paysage) {
  "use strict";

  const BASE = "/api/v1";
  const PROBLEM = "application/problem+json"; // also of an answer that comes in parts
  const WORKING = 202; // its status: what is done is kept, and the same question brings the rest
  const AWAY = "The service does not answer. Start it again with `make run`, then repeat what you did.";

  class Problem extends Error {
    constructor(sentence, status) {
      super(sentence);
      this.status = status;
    }
  }

  /* One sentence out of an application/problem+json body. */
  function sentence(body, status) {
    const first = body?.errors?.[0];
    if (first?.detail) return `${first.pointer ? `${first.pointer}: ` : ""}${first.detail}`;
    return body?.detail || body?.title || `The service answered ${status}; reload the page and try again.`;
  }

  async function ask(method, path, body) {
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
    if (answer.status === 401) window.location.assign("/sign-in");
    if (answer.status === 204) return null;
    const content = await answer.json().catch(() => null);
    const refused = answer.headers.get("Content-Type")?.startsWith(PROBLEM);
    if (!answer.ok || refused) throw new Problem(sentence(content, answer.status), answer.status);
    return content;
  }

  /* Runs one request at a time; while it runs only the newest of the others is kept. */
  function latest(send, receive, fail) {
    let [busy, waiting, turn] = [false, null, 0];
    async function run(request) {
      busy = true;
      const mine = turn;
      try {
        const answer = await send(request);
        if (mine === turn) receive(answer, request, waiting === null);
      } catch (problem) {
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

  paysage.api = {
    Problem,
    WORKING,
    latest,
    sentence,
    get: (path) => ask("GET", path),
    post: (path, body) => ask("POST", path, body),
  };
})((globalThis.paysage ??= {}));
