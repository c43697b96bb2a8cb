/* The map as one drawing: ground, lines and family, the marker, and the scale beside it. */

import { byId, svg } from "../base/dom.js";
import * as Levels from "../base/levels.js";
import * as Numbers from "../base/numbers.js";
import * as SvgCopy from "../base/svg_copy.js";
import * as SvgSheet from "../base/svg_sheet.js";

const INK = "#172A3C";
const BESIDE = 128; // pixels for the scale
const [LEFT, BELOW] = [44, 24]; // pixels for the numbers of the axes
const HALO = { "paint-order": "stroke", stroke: "#fcfaf1", "stroke-width": 3.5, "stroke-linejoin": "round" };

/* What Plotly draws, as an element of our own. */
async function plotted(plot, width, height) {
  const url = await window.Plotly.toImage(plot, { format: "svg", width, height });
  const text = decodeURIComponent(url.slice(url.indexOf(",") + 1));
  const drawn = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  for (const name of drawn.querySelectorAll(".textpoint text"))
    for (const [key, value] of Object.entries(HALO)) name.setAttribute(key, String(value));
  return document.importNode(drawn, true);
}

/* Stops of a CSS gradient: [{offset, colour}]; pure. */
export function stops(gradient) {
  const found = [...gradient.matchAll(/(rgba?\([^)]*\)|#[0-9a-f]{3,8})\s+([\d.]+)%/gi)];
  return found.map(([, colour, at]) => ({ colour, offset: Number(at) / 100 }));
}

/* The ramp with its values, from what the page shows. */
function scale(x, height, { ink, axis }) {
  const box = byId("scale");
  const ramp = box.querySelector(".ramp");
  if (!ramp) return [];
  const tall = Math.min(240, height);
  const colours = stops(getComputedStyle(box).getPropertyValue("--up"));
  const gradient = svg(
    "linearGradient",
    { id: "ramp", x1: 0, y1: 1, x2: 0, y2: 0 },
    colours.map(({ colour, offset }) => svg("stop", { offset, "stop-color": colour })),
  );
  const ticks = [...box.querySelectorAll(".scale-tick")].map((tick) => {
    const at = Number(tick.style.getPropertyValue("--at"));
    const y = 6 + (1 - at) * (tall - 12) + 4;
    return SvgSheet.words(tick.textContent, x + 18, y, { fill: ink });
  });
  ticks.push(SvgSheet.words(axis, x, tall + 14, { fill: ink, "font-size": 11 }));
  const bar = { x, y: 6, width: 10, height: tall - 12, fill: "url(#ramp)", stroke: INK, "stroke-width": 0.3 };
  return [svg("defs", {}, gradient), svg("rect", bar), ...ticks];
}

function marker() {
  const mark = document.querySelector("#map .marker");
  if (!mark || mark.hidden) return null;
  const { e: cx, f: cy } = new DOMMatrix(getComputedStyle(mark).transform);
  const hollow = mark.classList.contains("hollow");
  return svg("circle", {
    cx,
    cy,
    r: 7.5,
    fill: hollow ? "#FFFFFF" : "#D55E00",
    "fill-opacity": hollow ? 0.55 : 1,
    stroke: hollow ? "#D55E00" : "#FFFFFF",
    "stroke-width": 2.5,
  });
}

/* Ticks of weight distance, with their numbers, left of the map and below it. */
const even = (values) => Levels.even(values[0], values.at(-1), 5);

function ticks({ x, y }, { width, height }, ink) {
  const small = { fill: ink, "font-size": 11 };
  const across = (value) => (width * (value - x[0])) / (x.at(-1) - x[0]);
  const up = (value) => height - (height * (value - y[0])) / (y.at(-1) - y[0]);
  const mark = (d) => svg("path", { d, stroke: ink, "stroke-width": 1 });
  const said = (value) => Numbers.short(value);
  return [
    ...even(x).flatMap((value) => [
      mark(`M${across(value)} ${height}v5`),
      SvgSheet.words(said(value), across(value), height + 18, { ...small, "text-anchor": "middle" }),
    ]),
    ...even(y).flatMap((value) => [
      mark(`M0 ${up(value)}h-5`),
      SvgSheet.words(said(value), -9, up(value) + 4, { ...small, "text-anchor": "end" }),
    ]),
  ];
}

/* The 3-D view is made of pixels: here twice as many as on the page. */
async function relief(plot, { width, height }) {
  const href = await window.Plotly.toImage(plot, { format: "png", width, height, scale: 2 });
  return [svg("image", { href, width, height })];
}

const flat = async (plot, { width, height }) =>
  [await plotted(plot, width, height), marker()].filter(Boolean);

/* What the card shows, flat or in 3-D, and the scale; null as long as there is no map. */
export async function draw({ geometry }, axis) {
  const sheet = document.querySelector("#map .map-sheet");
  const plot = /** @type {HTMLElement & { data?: object[] }} */ (sheet?.querySelector(".map-plot"));
  if (!plot?.data || sheet.hidden) return null;
  const raised = document.querySelector("#map .relief");
  const { clientWidth: width, clientHeight: height } = raised ?? sheet;
  /** @type {Element[]} */
  const content = raised ? await relief(raised, { width, height }) : await flat(plot, { width, height });
  const ink = SvgCopy.colour("text", byId("map"));
  const [left, below] = raised ? [0, 0] : [LEFT, BELOW];
  if (!raised) content.push(...ticks(geometry, { width, height }, ink));
  const beside = byId("scale").querySelector(".ramp") ? BESIDE : 0;
  const [wide, high] = [left + width + beside, height + below];
  const drawing = svg("svg", { width: wide, height: high, viewBox: `${-left} 0 ${wide} ${high}` });
  drawing.append(...content, ...scale(width + 14, height, { ink, axis }));
  return drawing;
}
