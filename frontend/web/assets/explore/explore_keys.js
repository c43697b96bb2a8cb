/* The keys of the main page: along the way, pin, compare, stop the map that grows. */

import * as Api from "../base/api.js";
import { byId, html } from "../base/dom.js";
import * as Panels from "../base/panels.js";
import { add } from "../shell/keys.js";
import * as Notices from "../base/notices.js";
import * as Growth from "../map/growth.js";

/* The profile is the slider: it hears the arrows as if it had the focus. */
function along(event) {
  const slider = byId("way").querySelector("[role=slider]");
  slider?.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, shiftKey: event.shiftKey, cancelable: true }));
}

function compare(state) {
  const { pins } = state.get();
  if (!pins.a) return Notices.show("Pin a network first: move to it and press p; then move on and press c.");
  if (!pins.b) byId("pin").click();
  return byId("compare").scrollIntoView({ block: "nearest", behavior: "smooth" });
}

/* Unseen, but found by the key: it stops the map that grows. */
function stopper(state) {
  const stop = () =>
    Api.post(`/landscapes/${state.get().landscape.id}/cancel`).catch(Notices.problem);
  const words = "The points that are computed stay; the rest of the map is not drawn.";
  return html("button", { type: "button", class: "button small stop-map", "data-cancels": words, onclick: stop }, "Stop the map");
}

/** @param {Panel} panel */
function create({ state, scope }) {
  scope.add(add("ArrowLeft", "and → along the way; with Shift ten steps", along));
  scope.add(add("ArrowRight", null, along));
  scope.add(add("p", "pin where you are: first A, then B", () => byId("pin").click()));
  scope.add(add("c", "compare with the pinned network", () => compare(state)));
  const button = stopper(state);
  const show = ({ landscape }) => (button.hidden = !landscape || !Growth.growing(landscape));
  byId("map-state").after(button);
  show(state.get());
  state.on(["landscape"], show);
  return () => button.remove();
}

Panels.add(create);
