/* What a page will need is asked for while the page itself still arrives; each answer is handed out once. */
(function (paysage) {
  "use strict";

  const LIFETIME = 5000; // milliseconds after which an answer that nobody took is too old
  const kept = new Map();

  function ask(path) {
    const answer = paysage.api.get(path);
    answer.catch(() => undefined); // whoever takes it hears of it
    kept.set(path, answer);
    setTimeout(() => kept.delete(path), LIFETIME);
    return answer;
  }

  function get(path) {
    const answer = kept.get(path) ?? paysage.api.get(path);
    kept.delete(path);
    return answer;
  }

  paysage.early = { ask, get };
})((globalThis.paysage ??= {}));
