/* The map of one image: the class given at every point; hatched and outlined where it is wrong. */

import { byId, html } from "../base/dom.js";
import * as Numbers from "../base/numbers.js";

const INK = "#172A3C";
const COLOURS = [
  "#99CCEE",
  "#EFA98A",
  "#EEDD88",
  "#FFBBCC",
  "#66C2A5",
  "#C8B6E2",
  "#CBD65B",
  "#D9B382",
  "#B5D9D9",
  "#D8D8D8",
];
const HATCH = 7; // pixels between two lines
const NAMED = 0.012; // of the map: smaller regions carry no name
const CLEAR = 0.06; // of the map's height: how far a name stays from the family

/* Ten colours that differ in lightness too; further classes go around the colour circle. */
export function colour(label) {
  return COLOURS[label] ?? `hsl(${(label * 137.5) % 360}deg 48% ${70 + 12 * (label % 2)}%)`;
}

/* Of every known cell: how many cells it stands for. On a growing map a cell of the finest
   complete level stands for its neighbours, and finer ones lie on it. */
function stamps(landscape, rows) {
  const stride = landscape.level ? landscape.strides[landscape.level - 1] : 1;
  const found = rows.flatMap((cells, row) =>
    cells.map((value, column) => {
      const coarse = stride > 1 && row % stride === 0 && column % stride === 0;
      return { row, column, value, side: coarse ? stride : 1 };
    }),
  );
  const known = found.filter(({ value }) => value !== null);
  return known.sort((a, b) => b.side - a.side);
}

/* What every cell shows: a label, or null. */
export function filled(landscape, rows) {
  const shown = rows.map((cells) => cells.map(() => null));
  for (const { row, column, value, side } of stamps(landscape, rows)) {
    const reach = Math.floor(side / 2);
    for (let r = Math.max(0, row - reach); r <= Math.min(rows.length - 1, row + reach); r++)
      for (let c = Math.max(0, column - reach); c <= Math.min(rows[0].length - 1, column + reach); c++)
        shown[r][c] = value;
  }
  return shown;
}

/* Connected cells of one label: [{label, cells: [[row, column], ..]}], largest first. */
export function regions(rows) {
  const seen = rows.map((cells) => cells.map(() => false));
  const found = [];
  rows.forEach((cells, r) =>
    cells.forEach((label, c) => {
      if (label !== null && !seen[r][c]) found.push({ label, cells: flood(rows, seen, r, c) });
    }),
  );
  return found.sort((a, b) => b.cells.length - a.cells.length);
}

function flood(rows, seen, row, column) {
  const label = rows[row][column];
  const cells = [];
  const waiting = [[row, column]];
  seen[row][column] = true;
  while (waiting.length) {
    const [r, c] = waiting.pop();
    cells.push([r, c]);
    for (const [y, x] of [
      [r - 1, c],
      [r + 1, c],
      [r, c - 1],
      [r, c + 1],
    ]) {
      if (rows[y]?.[x] !== label || seen[y][x]) continue;
      seen[y][x] = true;
      waiting.push([y, x]);
    }
  }
  return cells;
}

/* The cell of a region that is nearest to its middle and, where one is, clear of the family. */
export function middle(cells, family = [], clear = 0) {
  const free = cells.filter(([r, c]) => family.every(([y, x]) => Math.hypot(r - y, c - x) > clear));
  if (free.length && free.length < cells.length) return middle(free);
  const mean = [0, 1].map((axis) => cells.reduce((sum, cell) => sum + cell[axis], 0) / cells.length);
  const away = ([r, c]) => Math.hypot(r - mean[0], c - mean[1]);
  return cells.reduce((best, cell) => (away(cell) < away(best) ? cell : best));
}

/* A picture whose pixels are the map's; grid points are the middles of cells, cut at the rim. */
function paint(rows, target, frame) {
  const canvas = document.createElement("canvas");
  const [height, width] = [rows.length, rows[0].length];
  const across = frame.width / (width - 1);
  const up = frame.height / (height - 1);
  Object.assign(canvas, { width: Math.round(across * width), height: Math.round(up * height) });
  const context = canvas.getContext("2d");
  const box = (r, c) => [
    Math.round(c * across),
    Math.round((height - 1 - r) * up),
    Math.round((c + 1) * across),
    Math.round((height - r) * up),
  ];
  const cells = rows.flatMap((labels, r) => labels.map((label, c) => ({ label, r, c, box: box(r, c) })));
  for (const { label, box: corners } of cells) fill(context, corners, label === null ? "#F6F5F1" : colour(label));
  hatch(context, cells.filter(({ label }) => label !== null && label !== target));
  outline(context, rows, cells, target);
  return { url: canvas.toDataURL(), width, height };
}

function fill(context, [left, top, right, bottom], style) {
  context.fillStyle = style;
  context.fillRect(left, top, right - left, bottom - top);
}

function hatch(context, cells) {
  const { width, height } = context.canvas;
  context.save();
  context.beginPath();
  for (const { box: [left, top, right, bottom] } of cells) context.rect(left, top, right - left, bottom - top);
  context.clip();
  context.beginPath();
  for (let x = -height; x < width; x += HATCH) {
    context.moveTo(x, height);
    context.lineTo(x + height, 0);
  }
  context.strokeStyle = "rgba(23,42,60,0.32)";
  context.lineWidth = 1.1;
  context.stroke();
  context.restore();
}

/* Thick between right and wrong, thin between two wrong labels. */
function outline(context, rows, cells, target) {
  for (const thick of [false, true]) {
    context.beginPath();
    for (const { label, r, c, box: [left, top, right] } of cells) {
      const [bottom] = [cellsBottom(cells, rows, r, c)];
      const east = rows[r][c + 1];
      const north = rows[r + 1]?.[c];
      const edge = (other) =>
        other !== undefined && other !== null && label !== null && other !== label &&
        ((other === target) !== (label === target)) === thick;
      if (edge(east)) line(context, right, top, right, bottom);
      if (edge(north)) line(context, left, top, right, top);
    }
    context.strokeStyle = thick ? INK : "rgba(23,42,60,0.45)";
    context.lineWidth = thick ? 2.6 : 1;
    context.stroke();
  }
}

const cellsBottom = (cells, rows, r, c) => cells[r * rows[0].length + c].box[3];

const marked = (label, target, classes) => `${label === target ? "✓ " : ""}${classes[label]}`;

/* Where vertices and trail lie, in rows and columns. */
function familyCells({ x, y, vertices }, profile) {
  const trail = profile?.trail;
  const along = trail ? trail.x.map((value, index) => [value, trail.y[index]]) : [];
  const place = (value, values) =>
    ((value - values[0]) / (values.at(-1) - values[0])) * (values.length - 1);
  return [...vertices, ...along].map(([px, py]) => [place(py, y), place(px, x)]);
}

/* Names on the regions that are large enough, as a Plotly trace. */
function names({ geometry, profile }, rows, target, classes) {
  const { x, y } = geometry;
  const family = familyCells(geometry, profile);
  const least = NAMED * rows.length * rows[0].length;
  const large = regions(rows).filter(({ cells }) => cells.length >= least);
  const at = large.map(({ cells }) => middle(cells, family, CLEAR * rows.length));
  return {
    type: "scatter",
    mode: "text",
    x: at.map(([, c]) => x[c]),
    y: at.map(([r]) => y[r]),
    text: large.map(({ label }) => `<b>${marked(label, target, classes)}</b>`),
    textfont: { size: 17, color: INK },
    hoverinfo: "skip",
  };
}

/* Takes the place of the ground and of what answers hover; the trail stays above. */
export function figure(landscape, frame, classes) {
  const { imageMap } = landscape;
  const rows = filled(landscape, imageMap.label);
  const words = imageMap.label.map((labels, r) =>
    labels.map((label, c) =>
      label === null
        ? ""
        : `says ${classes[label]}, ${label === imageMap.target ? "right" : "wrong"}; loss ${Numbers.short(imageMap.loss[r][c], 3)}`,
    ),
  );
  return {
    ground: paint(rows, imageMap.target, frame),
    heat: { z: imageMap.loss, text: words, hovertemplate: "%{text}<extra></extra>" },
    names: names(landscape, rows, imageMap.target, classes),
  };
}

/* The classes in the order of their area, beside the map. */
export function legend({ imageMap }, classes) {
  const areas = new Map();
  for (const label of imageMap.label.flat())
    if (label !== null) areas.set(label, (areas.get(label) ?? 0) + 1);
  const order = [...areas].sort((a, b) => b[1] - a[1]).slice(0, 7);
  byId("scale").replaceChildren(
    ...order.map(([label]) =>
      html(
        "span",
        { class: "answer-key" },
        html("i", {
          class: label === imageMap.target ? "is-right" : "is-wrong",
          style: `background-color: ${colour(label)}`,
        }),
        `says ${marked(label, imageMap.target, classes)}`,
      ),
    ),
  );
}

function line(context, x0, y0, x1, y1) {
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
}
