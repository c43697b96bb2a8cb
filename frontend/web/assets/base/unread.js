/* What an address says and nobody understands: left out, and named in one sentence. */

import * as Notices from "./notices.js";

const MOST = 5; // names in the sentence
const LONGEST = 40; // characters of one

const quoted = (text) => `“${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}”`;

/* The sentence; null where everything was understood. Pure. */
export function sentence(words) {
  if (!words.length) return null;
  const named = words.slice(0, MOST).map(quoted).join(", ");
  const more = words.length > MOST ? ` and ${words.length - MOST} more` : "";
  return `Parts of this link are not understood and left out: ${named}${more}. It may be cut, or of another version; ask for it once more.`;
}

export function say(words) {
  const said = sentence(words);
  if (said) Notices.show(said);
}

/* Of an address, what of it does not stand in the query that was made of it. `usual`: key -> what it
   may say although nothing is written then. Pure. */
export function besides(search, understood, usual = {}) {
  return [...new URLSearchParams(search)]
    .filter(([key, value]) => value.trim() && understood.get(key) !== value.trim() && !usual[key]?.includes(value))
    .map(([key, value]) => `${key}=${value}`);
}
