/* A drawing of the page as one that stands alone: the page's styles become its attributes. */

import * as Dom from "./dom.js";

const SHAPE = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray"];
const LINE = ["stroke-linecap", "stroke-linejoin", "opacity"];
const TEXT = ["font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline", "paint-order"];
const SIMPLE = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.]+))?\)$/;

/* Colours that every program knows; the mixed ones of a style sheet are none. */
export function plain(value) {
  const found = SIMPLE.exec(value);
  if (!found) return value;
  const [, ...parts] = found;
  const rgb = parts.slice(0, 3).map((part) => Math.round(255 * Math.min(1, Math.max(0, Number(part)))));
  return `rgba(${rgb.join(", ")}, ${parts[3] ?? 1})`;
}

function dress(original, copy) {
  const style = getComputedStyle(original);
  if (style.display === "none" || style.visibility === "hidden") return copy.remove();
  const names = /^(text|tspan)$/.test(original.tagName) ? [...SHAPE, ...LINE, ...TEXT] : [...SHAPE, ...LINE];
  for (const name of names) copy.setAttribute(name, plain(style.getPropertyValue(name)));
  copy.removeAttribute("class");
  return undefined;
}

export function standalone(svg) {
  const copy = svg.cloneNode(true);
  const [originals, copies] = [[...svg.querySelectorAll("*")], [...copy.querySelectorAll("*")]];
  originals.forEach((original, index) => original.tagName !== "title" && dress(original, copies[index]));
  const { width, height } = svg.getBoundingClientRect();
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` }))
    copy.setAttribute(name, value);
  for (const name of ["class", "style", "tabindex", "role", "aria-label", "aria-hidden"]) copy.removeAttribute(name);
  return copy;
}

/* What a colour of the style sheets is in the theme that is shown. */
export function colour(name, inside = document.body) {
  const probe = Dom.html("span", { style: `color: var(--${name})`, hidden: "" });
  inside.append(probe);
  const value = plain(getComputedStyle(probe).color);
  probe.remove();
  return value;
}
