/* The map: Plotly draws ground, contours and trail; the marker lies above and moves at once. */

import { byId, html, text } from "../base/dom.js";
import * as Numbers from "../base/numbers.js";
import * as Pointer from "../base/pointer.js";
import * as Figure from "./figure.js";

const BESIDE = 118; // pixels that the scale needs beside the map
const CONFIG = { displayModeBar: false, responsive: false, doubleClick: false, scrollZoom: false };

/* `moved(x, y, pixels, dragging)` hears of clicks and drags in units of weight distance. */
export function create(moved) {
  const box = byId("map");
  const plot = html("div", { class: "map-plot" });
  const marker = html("div", { class: "marker", hidden: "" });
  const width = html("span", { class: "map-width", "data-terms": "" });
  const letters = { a: letter("a"), b: letter("b") };
  const sheet = html("div", { class: "map-sheet" }, plot, letters.a, letters.b, marker, width);
  box.replaceChildren(sheet);
  const view = { box, sheet, plot, marker, letters, width, frame: null, landscape: null, place: null };
  const observer = new ResizeObserver(() => resized(view));
  observer.observe(box);
  listen(view, moved);
  return {
    draw: (landscape, metric, look) => draw(view, landscape, metric, look),
    mark: (place) => mark(view, place),
    pin: (pins) => pin(view, pins),
    clear: () => clear(view),
    close: () => (observer.disconnect(), window.Plotly?.purge(plot)),
  };
}

function clear(view) {
  view.landscape = null;
  view.sheet.hidden = true;
}

function resized(view) {
  if (!view.landscape?.geometry) return;
  const [width, height] = room(view.box);
  if (width !== view.room?.[0] || height !== view.room?.[1])
    draw(view, view.landscape, view.metric, view.look);
  else view.box.style.height = `${view.frame.height}px`;
}

/* Width and height that the style sheet allows; the profile takes what the map leaves. */
function room(box) {
  box.style.height = "";
  return [box.clientWidth, box.clientHeight];
}

/* The largest sheet with equal scale on both axes that fits the box. */
export function fit({ x, y }, width, height) {
  const [across, up] = [x.at(-1) - x[0], y.at(-1) - y[0]];
  const pixels = Math.min(width / across, height / up);
  return { pixels, x0: x[0], y1: y.at(-1), width: across * pixels, height: up * pixels, across };
}

function draw(view, landscape, metric, look) {
  Object.assign(view, { landscape, metric, look });
  const { geometry } = landscape;
  if (!geometry) return clear(view);
  view.sheet.hidden = false;
  view.room = room(view.box);
  const frame = (view.frame = fit(geometry, ...view.room));
  if (!(frame.width > 0)) return;
  view.box.style.height = `${frame.height}px`;
  Object.assign(view.sheet.style, { width: `${frame.width}px`, height: `${frame.height}px` });
  const beside = (view.room[0] - frame.width) / 2;
  view.box.parentElement.classList.toggle("roomy", beside > BESIDE);
  view.box.parentElement.style.setProperty("--beside", `${beside}px`);
  const figure = Figure.map(landscape, metric, frame, look);
  window.Plotly.react(view.plot, figure.data, figure.layout, CONFIG);
  text(
    view.width,
    `${Numbers.short(frame.across, 2)} units of weight distance across`,
  );
  mark(view, view.place);
  pin(view, view.pins);
}

/* Filled on the family, hollow off it or off the plane. */
function mark(view, place) {
  view.place = place;
  view.marker.hidden = !place || !view.frame;
  if (view.marker.hidden) return;
  stand(view, view.marker, place);
  view.marker.classList.toggle("hollow", Boolean(place.hollow));
}

const letter = (name) => html("div", { class: `map-pin ${name}`, hidden: "" }, name.toUpperCase());

/* The places that are kept, each under its letter. */
function pin(view, pins) {
  view.pins = pins;
  for (const [name, node] of Object.entries(view.letters)) {
    const place = pins?.[name];
    node.hidden = !place || !view.frame;
    if (!node.hidden) stand(view, node, place);
  }
}

function stand({ frame: { x0, y1, pixels } }, node, place) {
  node.style.transform = `translate(${(place.x - x0) * pixels}px, ${(y1 - place.y) * pixels}px)`;
}

function listen(view, moved) {
  const report = (event, dragging) => {
    const { x0, y1, pixels, width, height } = view.frame;
    const box = view.sheet.getBoundingClientRect();
    const left = Math.min(width, Math.max(0, event.clientX - box.left));
    const top = Math.min(height, Math.max(0, event.clientY - box.top));
    moved(x0 + left / pixels, y1 - top / pixels, pixels, dragging);
  };
  Pointer.drag(view.sheet, (event, dragging) => view.frame && report(event, dragging));
}
