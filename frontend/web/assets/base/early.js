/* What a page will need is asked for while the page itself still arrives; each answer is handed out once. */

import * as Api from "./api.js";

const LIFETIME = 5000; // milliseconds after which an answer that nobody took is too old
const kept = new Map();

/** @param {string} path */
export function ask(path) {
  const answer = Api.get(path);
  answer.catch(() => undefined); // whoever takes it hears of it
  kept.set(path, answer);
  setTimeout(() => kept.delete(path), LIFETIME);
  return answer;
}

/** @type {import("../../page").Get} */
export const get = (path) => {
  const answer = kept.get(path) ?? Api.get(path);
  kept.delete(path);
  return answer;
};
