/* Files that the page makes, saved as downloads. */
(function (paysage) {
  "use strict";

  const LATER = 10000; // milliseconds until the browser may forget what it has saved

  function save(name, content, type = "text/plain") {
    const blob = content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` });
    const url = URL.createObjectURL(blob);
    paysage.dom.html("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), LATER);
  }

  paysage.files = { save };
})((globalThis.paysage ??= {}));
