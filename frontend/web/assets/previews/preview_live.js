/* While a run trains: the newest preview, its networks and its scale, above the loss curves. */

import { html, text } from "../base/dom.js";
import * as Numbers from "../base/numbers.js";
import * as Pace from "../base/pace.js";
import * as Metrics from "../weights/metrics.js";
import * as PreviewMap from "./preview_map.js";
import * as Previews from "./previews.js";
import * as Ramp from "../map/ramp.js";
import * as Scale from "../map/scale.js";

const SOON = "The first picture of the loss follows the first epoch.";
const COSTLY = "No picture yet: one would have slowed the training by more than a tenth.";

/* `add(preview)` shows it if it is the newest; `epoch()` says that an epoch has ended. */
export function create(run, classes, scope) {
  const map = PreviewMap.create(run, classes, "Loss over the plane through the networks in training");
  const parts = {
    wait: html("p", { class: "preview-wait" }, SOON),
    title: html("h3", {}, "\u00a0"),
    list: html("dl", { class: "preview-scores" }),
    scale: html("div", { class: "preview-scale", "aria-hidden": "true" }),
  };
  const frame = html("div", { class: "preview-frame" }, map.sheet, parts.wait);
  const facts = html("div", { class: "preview-facts" }, parts.title, parts.list, parts.scale);
  map.sheet.hidden = true;
  scope.add(map.close);
  let list = [];
  const draw = Pace.eachFrame(() => scope.ended() || show(list, map, parts, classes));
  const add = (preview) => {
    list = Previews.withPreview(list, preview);
    draw();
  };
  const epoch = () => list.length || text(parts.wait, COSTLY);
  return { box: html("div", { class: "preview-live" }, frame, facts), add, epoch };
}

function show(list, map, parts, classes) {
  const newest = list.at(-1);
  map.sheet.hidden = false;
  parts.wait.hidden = true;
  map.show(newest, "loss", Previews.scaleOf(list, "loss"));
  text(parts.title, `Loss after epoch ${newest.epoch}`);
  const scores = Previews.scores(newest, "loss");
  parts.list.replaceChildren(
    ...scores.map(([name, value]) =>
      html("div", {}, html("dt", {}, name), html("dd", {}, Previews.figure("loss", value))),
    ),
  );
  scale(parts.scale, list, classes);
}

function scale(box, list, classes) {
  const { best, worst, position, height } = Previews.scaleOf(list, "loss");
  const ticks = Metrics.of("loss").ticks({ best, worst }, classes, true).map(([value, words]) => ({
    at: position(height(value)),
    words,
  }));
  box.replaceChildren(
    html("span", { class: "ramp" }),
    ...Scale
      .apart(ticks, 0.24)
      .map(({ at, words }) => html("span", { class: "preview-tick", style: `--at: ${Numbers.fixed(at, 4)}` }, words)),
  );
  box.style.setProperty("--right", Ramp.gradient("to right"));
}
