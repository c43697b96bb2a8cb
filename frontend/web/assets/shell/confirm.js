/* A question before something that cannot be undone. */

import { html } from "../base/dom.js";

/* Whether the person says yes: to `title`, `sentence`; the button that does it says `action`. */
export function ask(title, sentence, action) {
  return new Promise((resolve) => {
    const answer = (value) => () => dialog.close(value);
    const button = (words, name, value) =>
      html("button", { type: "button", class: name, onclick: answer(value) }, words);
    const dialog = html(
      "dialog",
      { class: "confirm", "aria-label": title },
      html("h2", {}, title),
      html("p", {}, sentence),
      html("div", { class: "key-foot" }, button(action, "button filled", "yes"), button("Go on computing", "button", "")),
    );
    dialog.addEventListener("close", () => (dialog.remove(), resolve(dialog.returnValue === "yes")));
    document.body.append(dialog);
    dialog.showModal();
  });
}
