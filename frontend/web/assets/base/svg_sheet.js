/* A figure as a sheet: title, legend, the drawing between its axes' names, and where it comes from. */

import { svg } from "./dom.js";
import * as Numbers from "./numbers.js";

const EDGE = 20;
const LEAST = 520; // pixels: what a footer needs
const LETTER = 6.8; // pixels of 12 px type, on average
const BOLD = 7.6; // the same of heads
export const FONT = 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

export const words = (text, x, y, more = {}) =>
  svg("text", { x, y, "font-family": FONT, "font-size": 12, ...more }, text);

/* Marks of a legend; each is drawn at (x, y), 18 pixels wide. */
const MARKS = {
  dot: (x, y, fill) => svg("circle", { cx: x + 6, cy: y - 4, r: 5, fill }),
  square: (x, y, fill) => svg("rect", { x: x + 1, y: y - 9, width: 10, height: 10, rx: 2, fill }),
  small: (x, y, fill) => svg("circle", { cx: x + 6, cy: y - 4, r: 3.5, fill }),
  line: (x, y, stroke) => svg("path", { d: `M${x} ${y - 4}h14`, stroke, "stroke-width": 2 }),
  cross: (x, y, stroke) =>
    svg("path", { d: `M${x + 2} ${y - 9}l9 9m0 -9l-9 9`, stroke, "stroke-width": 2, fill: "none" }),
  dashed: (x, y, stroke) =>
    svg("path", { d: `M${x} ${y - 4}h14`, stroke, "stroke-width": 2, "stroke-dasharray": "4 3" }),
};

/* Entries in lines that fit: [{mark, colour, words, x, y}]; pure. */
export function arrange(entries, width) {
  let [x, line] = [0, 0];
  return entries.map((entry) => {
    const length = 18 + LETTER * entry.words.length + 16;
    if (x > 0 && x + length > width) [x, line] = [0, line + 1];
    const placed = { ...entry, x, y: 18 * line };
    x += length;
    return placed;
  });
}

/* `axes` are the names {x, y}; `about` are the lines of the footer; `look` {paper, text, muted}. */
/**
 * @param {SVGSVGElement} drawing
 * @param {{title: string, legend?: object[], axes?: {x?: string, y?: string}, about: string[], look: Record<string, string>}} parts
 */
export function compose(drawing, { title, legend = [], axes = {}, about, look }) {
  const [wide, high] = ["width", "height"].map((name) => Number(drawing.getAttribute(name)));
  const width = Math.max(LEAST, wide + 2 * EDGE);
  const entries = arrange(legend, width - 2 * EDGE);
  const muted = { fill: look.muted, "font-size": 11 };
  let y = EDGE + 12;
  /** @type {SVGElement[]} */
  const parts = [words(title, EDGE, y, { "font-size": 14, "font-weight": 600, fill: look.text })];
  y += 24;
  for (const entry of entries)
    parts.push(
      MARKS[entry.mark](EDGE + entry.x, y + entry.y, entry.colour),
      words(entry.words, EDGE + entry.x + 20, y + entry.y, { fill: look.text }),
    );
  if (entries.length) y += entries.at(-1).y + 20;
  if (axes.y) parts.push(words(axes.y, EDGE, y, muted));
  y += axes.y ? 10 : 0;
  const left = (width - wide) / 2;
  drawing.setAttribute("x", String(left));
  drawing.setAttribute("y", String(y));
  parts.push(drawing);
  y += high + 16;
  if (axes.x) parts.push(words(axes.x, width / 2, y, { ...muted, "text-anchor": "middle" }));
  y += axes.x ? 22 : 6;
  for (const line of about) {
    parts.push(words(line, EDGE, y, { ...muted, "font-size": 10 }));
    y += 14;
  }
  const height = Math.ceil(y + EDGE - 10);
  const sheet = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width, height });
  sheet.setAttribute("viewBox", `0 0 ${width} ${height}`);
  sheet.append(svg("rect", { width, height, fill: look.paper }), ...parts);
  return sheet;
}

/* Of a cell: whole numbers as they are, others to four significant digits. */
export function text(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "number" || Number.isInteger(value)) return String(value);
  return Numbers.short(value, 4);
}

/* Rows as a drawing: the first is the head. */
export function table(rows, look) {
  const columns = rows[0].map((_, column) =>
    Math.max(...rows.map((row, line) => (line ? LETTER : BOLD) * text(row[column]).length + 18)),
  );
  const starts = columns.map((_, column) => columns.slice(0, column).reduce((sum, each) => sum + each, 0));
  const width = columns.reduce((sum, each) => sum + each, 0);
  const drawing = svg("svg", { width, height: 22 * rows.length + 4 });
  rows.forEach((row, line) =>
    row.forEach((value, column) =>
      drawing.append(
        words(text(value), starts[column], 22 * line + 15, {
          fill: line ? look.text : look.muted,
          "font-weight": line ? 400 : 600,
        }),
      ),
    ),
  );
  drawing.append(svg("path", { d: `M0 21.5H${width}`, stroke: look.muted, "stroke-width": 0.5 }));
  return drawing;
}

export const written = (sheet) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(sheet)}\n`;

/* The sheet as pixels, so many to one of the drawing's. */
export async function png(sheet, scale) {
  const url = URL.createObjectURL(new Blob([written(sheet)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(scale * Number(sheet.getAttribute("width")));
    canvas.height = Math.round(scale * Number(sheet.getAttribute("height")));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } finally {
    URL.revokeObjectURL(url);
  }
}
