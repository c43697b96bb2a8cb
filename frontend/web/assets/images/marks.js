/* Marks of values with their standard errors: every role has its colour and its shape. */

import { html, svg } from "../base/dom.js";

const CAP = 3;

const shapes = {
  subspace: (x, y) => svg("rect", { x: x - 3.5, y: y - 3.5, width: 7, height: 7, class: "mark subspace" }),
  retrainings: (x, y) => svg("circle", { cx: x, cy: y, r: 3, class: "mark retrainings" }),
  here: (x, y) => svg("circle", { cx: x, cy: y, r: 4.5, class: "mark here" }),
  plain: (x, y) => svg("path", { d: `M${x - 4} ${y}l4 -4l4 4l-4 4z`, class: "mark plain" }),
};

/* A mark at (x, y) with a bar from `low` to `high`, in pixels; `words` say it in a tooltip. */
export function mark(role, x, y, [low, high], words) {
  const caps = role === "subspace" ? `M${x - CAP} ${low}h${2 * CAP}M${x - CAP} ${high}h${2 * CAP}` : "";
  return svg(
    "g",
    { class: "marked" },
    svg("title", {}, words),
    svg("path", { d: `M${x} ${low}V${high}${caps}`, class: `error-bar ${role}` }),
    shapes[role](x, y),
  );
}

/* Entry of a legend: the mark itself and its words. */
export function entry(role, words) {
  const canvas = svg("svg", { width: 12, height: 12, viewBox: "0 0 12 12", "aria-hidden": "true" }, shapes[role](6, 6));
  return html("span", { class: "mark-entry" }, canvas, words);
}
