/* Which set of images the cards below are about: chosen in one of them, followed by all. */

import { byId, html } from "../base/dom.js";
import * as Merits from "./merits.js";

/* A chooser among the sets of an evaluation that `fits`; it follows and sets `state.imageSet`. */
export function chooser(id, label, { state, catalog }, fits) {
  let offered = "";
  function show() {
    const sets = (state.get().evaluation?.sets ?? []).filter(fits);
    const groups = Merits.groups(sets, catalog);
    const now = JSON.stringify(groups);
    if (now !== offered) {
      offered = now;
      byId(id).replaceChildren(select(groups));
    }
    const set = chosen(sets, state.get().imageSet);
    if (set) byId(id).querySelector("select").value = set.name;
    return set;
  }
  const option = ([value, words]) => html("option", { value }, words);
  const select = (groups) =>
    html(
      "select",
      { "aria-label": label, onchange: (event) => state.set({ imageSet: event.target.value }) },
      groups.map(({ label: group, sets }) => html("optgroup", { label: group }, sets.map(option))),
    );
  let last = null;
  const chosen = (sets, name) => {
    const found = sets.find((set) => set.name === name) ?? sets.find((set) => set.name === last) ?? sets[0];
    last = found?.name ?? null;
    return found;
  };
  return show;
}

const WAITING = "This was evaluated before the diagram was kept. ";

/* In place of a diagram that an older evaluation has not kept. */
export function older({ evaluation, evaluate }) {
  if (["queued", "running"].includes(evaluation.phase))
    return html("p", { class: "muted" }, "Appears when this set of images has been evaluated.");
  const button = html("button", { type: "button", class: "button", onclick: evaluate }, "Evaluate again");
  return html("p", { class: "muted" }, WAITING, button);
}
