/* Errors stay until they are dismissed, and say what to do. */
(function (paysage) {
  "use strict";

  const { byId, html } = paysage.dom;

  function show(sentence) {
    const box = byId("notices");
    if ([...box.children].some((line) => line.dataset.sentence === sentence)) return;
    const line = html(
      "div",
      { class: "notice", role: "alert", "data-sentence": sentence },
      html("span", {}, sentence),
    );
    line.append(
      html(
        "button",
        { type: "button", class: "plain", "aria-label": "Dismiss", onclick: () => line.remove() },
        "×",
      ),
    );
    box.append(line);
  }

  const problem = (error) => show(error.message || String(error));

  paysage.notices = { problem, show };
})((globalThis.paysage ??= {}));
