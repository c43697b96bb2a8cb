/* The map's scale: the ramp with the values a person would look for, chance among them. */

import { byId, html } from "../base/dom.js";
import * as Numbers from "../base/numbers.js";
import * as Metrics from "../weights/metrics.js";
import * as Ramp from "./ramp.js";

const APART = { upright: 0.1, lying: 0.2 }; // of the bar's length
const PHONE = "(max-width: 720px)"; // there the bar lies under the map

/* Those that do not stand on another; earlier ones win. */
export function apart(ticks, least) {
  const kept = [];
  for (const tick of ticks) {
    if (kept.every((other) => Math.abs(other.at - tick.at) >= least)) kept.push(tick);
  }
  return kept;
}

export function show(metric, rows, classes) {
  const scale = Ramp.scaleOf(metric, rows);
  const lying = window.matchMedia(PHONE).matches;
  const ticks = Metrics
    .of(metric)
    .ticks(scale, classes, lying)
    .map(([value, words]) => ({ at: scale.position(scale.height(value)), words }));
  const least = lying ? APART.lying : APART.upright;
  byId("scale").replaceChildren(
    html("span", { class: "ramp" }),
    ...apart(ticks, least).map(({ at, words }) =>
      html("span", { class: "scale-tick", style: `--at: ${Numbers.fixed(at, 4)}` }, words),
    ),
  );
  byId("scale").style.setProperty("--up", Ramp.gradient("to top"));
  byId("scale").style.setProperty("--right", Ramp.gradient("to right"));
}
