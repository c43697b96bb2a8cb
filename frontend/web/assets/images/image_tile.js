/* A test image as a small button, with lines of words below it; linked with all others of it. */

import { html } from "../base/dom.js";

/* `lines`: [[class, words], ...] for each line; `press` hears of a click. */
export function create({ example, ink, lines, title, press }) {
  const image = html("img", { src: example.image, alt: "", draggable: "false", class: ink ? "ink" : null });
  const line = (parts) =>
    html("span", { class: "tile-line" }, parts.map(([name, words]) => html("span", { class: name }, words)));
  return html(
    "button",
    {
      type: "button",
      class: "tile linked",
      "data-example": example.index,
      title,
      "aria-label": title,
      onclick: press,
    },
    image,
    lines.map(line),
  );
}
