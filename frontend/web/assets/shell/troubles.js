/* What keeps a worker from working: said on every page for as long as it does. */

import { byId, html } from "../base/dom.js";
import * as Numbers from "../base/numbers.js";

function line({ sentence, since }) {
  const begun = Numbers.clock(new Date(since));
  return html("div", { class: "notice" }, html("span", {}, sentence), html("span", { class: "muted" }, `since ${begun}`));
}

export function show(troubles) {
  byId("troubles").replaceChildren(...troubles.map(line));
}
