/* What keeps a worker from working: said on every page for as long as it does. */
(function (paysage) {
  "use strict";

  const { byId, html } = paysage.dom;

  function line({ sentence, since }) {
    const begun = paysage.numbers.clock(new Date(since));
    return html("div", { class: "notice" }, html("span", {}, sentence), html("span", { class: "muted" }, `since ${begun}`));
  }

  function show(troubles) {
    byId("troubles").replaceChildren(...troubles.map(line));
  }

  paysage.troubles = { show };
})((globalThis.paysage ??= {}));
