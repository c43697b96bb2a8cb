/* Which metric the map shows: two at hand, the others in a menu that says why one is missing. */

import { byId, choice, text } from "../base/dom.js";
import * as Panels from "../base/panels.js";
import * as Subjects from "../map/subjects.js";
import * as Metrics from "../weights/metrics.js";

/** @param {Panel} panel */
function create({ state }) {
  const menu = byId("metric-more");
  const press = choice("metric", (metric) => {
    menu.open = false;
    state.set({ metric });
  });

  function show() {
    const now = state.get();
    const { metric } = Subjects.drawn(now);
    press(metric);
    const inside = menu.querySelector(`button[data-value="${metric}"]`);
    text("metric-more-words", inside ? inside.firstChild.textContent : "More");
    menu.classList.toggle("chosen", Boolean(inside));
    for (const button of menu.querySelectorAll("button")) {
      const why = Metrics.lacking(button.dataset.value, now);
      button.disabled = why !== "";
      text(button.lastChild, why || button.dataset.words);
    }
  }

  const away = (event) => {
    if (event.key === "Escape" ? menu.open : !menu.contains(event.target)) close(event);
  };
  function close(event) {
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (event.key === "Escape" && inside) menu.querySelector("summary").focus();
  }
  const key = (event) => event.key === "Escape" && away(event);
  document.addEventListener("pointerdown", away);
  document.addEventListener("keydown", key);
  state.on(["landscape", "metric", "subject", "disagreement"], show);
  show();
  return () => {
    document.removeEventListener("pointerdown", away);
    document.removeEventListener("keydown", key);
  };
}

Panels.add(create);
