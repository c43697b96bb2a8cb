/* Files that the page makes, saved as downloads. */

import * as Dom from "./dom.js";

const LATER = 10000; // milliseconds until the browser may forget what it has saved

export function save(name, content, type = "text/plain") {
  const blob = content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` });
  const url = URL.createObjectURL(blob);
  Dom.html("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), LATER);
}
