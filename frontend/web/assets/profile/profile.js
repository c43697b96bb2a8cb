/* The elevation profile is the slider: the metric that the map shows, along the way, on a log axis. */

import { byId, drawing, html, svg } from "../base/dom.js";
import * as Numbers from "../base/numbers.js";
import * as Pointer from "../base/pointer.js";
import * as Metrics from "../weights/metrics.js";
import * as Ways from "../weights/ways.js";

const EDGE = { left: 46, right: 18, top: 8, bottom: 20 };

const [BELOW, ABOVE] = [Math.log(1.25), Math.log(1.15)]; // of the lines, on a log axis
const NARROW = 430; // pixels: only the middle of the way is marked

/* Functions between values and pixels for one size of the box. */
export function axes(way, width, height) {
  const metric = Metrics.of(way.metric);
  const rises = way.lines.flatMap(({ values }) => values.filter((value) => value !== null).map(metric.rise));
  if (!rises.length) rises.push(metric.rise(metric.empty));
  const lowest = Math.min(...rises);
  const [bottom, top] = [lowest - BELOW, Math.max(...rises, lowest + Math.LN2) + ABOVE];
  const [from, to] = way.domain;
  const inner = width - EDGE.left - EDGE.right;
  const tall = height - EDGE.top - EDGE.bottom;
  const part = (value) => Math.min(1, Math.max(0, (metric.rise(value) - bottom) / (top - bottom)));
  return {
    marks: metric.marks(metric.fall(bottom), metric.fall(top)),
    x: (value) => EDGE.left + ((value - from) / (to - from)) * inner,
    y: (value) => EDGE.top + tall * (1 - part(value)),
    value: (pixel) => from + ((pixel - EDGE.left) / inner) * (to - from),
    right: width - EDGE.right,
    bottom: height - EDGE.bottom,
  };
}

function grid({ x, y, marks, right, bottom }, way) {
  const between =
    right < NARROW ? way.ticks.filter((_, index) => index === (way.ticks.length - 1) / 2) : way.ticks;
  const ends = way.ends.map((label, index) => ({
    at: way.domain[index],
    label,
    anchor: index ? "end" : "start",
  }));
  return [
    ...marks.map(([value]) =>
      svg("line", { x1: EDGE.left, x2: right, y1: y(value), y2: y(value), class: "grid" }),
    ),
    ...marks.map(([value, words]) =>
      svg("text", { x: EDGE.left - 7, y: y(value) + 4, class: "tick end" }, words),
    ),
    ...[...between, ...ends].map((tick) =>
      svg("text", { x: x(tick.at), y: bottom + 15, class: `tick ${tick.anchor ?? "middle"}` }, tick.label),
    ),
  ];
}

/* "M..L.." through the known points; a gap is never joined. */
function path(line, { x, y }, shift = 0) {
  const pixel = Numbers.pixel;
  let pen = "M";
  return line.at
    .map((at, index) => {
      const value = line.values[index];
      if (value === null) return ((pen = "M"), "");
      const step = `${pen}${pixel(x(at))} ${pixel(y(value + shift * (line.error?.[index] ?? 0)))}`;
      pen = "L";
      return step;
    })
    .join("");
}

function band(line, scales) {
  if (!line.error) return null;
  const upper = path(line, scales, 1);
  const reversed = {
    at: [...line.at].reverse(),
    values: [...line.values].reverse(),
    error: [...line.error].reverse(),
  };
  return svg("path", {
    d: `${upper}${path(reversed, scales, -1).replace("M", "L")}Z`,
    class: `band ${line.style}`,
  });
}

function ground(line, scales) {
  const d = `${path(line, scales)}L${scales.x(line.at.at(-1))} ${scales.bottom}L${scales.x(line.at[0])} ${scales.bottom}Z`;
  return svg("path", { d, class: "ground" });
}

function marks(changes, { x, bottom }) {
  return changes.map(({ at, index, words }) =>
    svg(
      "line",
      { x1: x(at), x2: x(at), y1: bottom - 9, y2: bottom, class: "change", "data-example": index },
      svg("title", {}, words),
    ),
  );
}

function marker(way, scales, value) {
  if (value === null) return [];
  const main = way.lines.at(-1);
  const level = Ways.valueAt(main, value);
  const x = scales.x(value);
  return [
    svg("line", { x1: x, x2: x, y1: 2, y2: scales.bottom, class: "here-line" }),
    level === null ? null : svg("circle", { cx: x, cy: scales.y(level), r: 6, class: "here-mark" }),
  ];
}

/* `moved(place)` hears of drags and of the arrow keys. */
export function create(moved) {
  const box = byId("way");
  const view = { way: null, place: null, changes: [], scales: null, value: null };
  const canvas = html("div", { class: "profile", tabindex: 0, role: "slider" });
  box.replaceChildren(canvas);
  const figure = drawing(canvas, (width, height) => (view.way ? draw(view, width, height) : []), {
    "aria-hidden": "true",
  });
  const go = (value) => {
    const [from, to] = view.way.domain;
    moved(view.way.toPlace(Math.min(to, Math.max(from, value))));
  };
  Pointer.drag(
    canvas,
    (event) => view.scales && go(view.scales.value(event.clientX - canvas.getBoundingClientRect().left)),
  );
  canvas.addEventListener("keydown", (event) => view.way && key(event, view, go));
  return {
    close: figure.close,
    show: (changes) => (Object.assign(view, changes), figure.redraw(), describe(canvas, view)),
  };
}

function draw(view, width, height) {
  const scales = (view.scales = axes(view.way, width, height));
  const main = view.way.lines.at(-1);
  view.value = view.place ? view.way.fromPlace(view.place) : null;
  return [
    ...grid(scales, view.way),
    main.style === "main" ? ground(main, scales) : null,
    ...view.way.lines.map((line) => band(line, scales)),
    ...view.way.lines.map((line) => svg("path", { d: path(line, scales), class: `line ${line.style}` })),
    ...marks(view.changes, scales),
    ...marker(view.way, scales, view.value),
  ];
}

function describe(canvas, { way, value }) {
  if (!way) return;
  const [from, to] = way.domain;
  const words = value === null ? "off the way" : `${Numbers.short(value)}`;
  const attributes = {
    "aria-label": way.slider,
    "aria-valuemin": from,
    "aria-valuemax": to,
    "aria-valuenow": value ?? from,
    "aria-valuetext": words,
  };
  for (const [name, content] of Object.entries(attributes)) canvas.setAttribute(name, content);
}

function key(event, { way, value }, go) {
  const [from, to] = way.domain;
  const now = value ?? (from + to) / 2;
  const far = event.shiftKey ? 10 : 1;
  const targets = {
    ArrowRight: now + far * way.step,
    ArrowUp: now + far * way.step,
    ArrowLeft: now - far * way.step,
    ArrowDown: now - far * way.step,
    PageUp: now + 10 * way.step,
    PageDown: now - 10 * way.step,
    Home: from,
    End: to,
  };
  if (!(event.key in targets)) return;
  event.preventDefault();
  go(Math.round(targets[event.key] / way.step) * way.step);
}
