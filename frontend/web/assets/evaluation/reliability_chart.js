/* Accuracy against confidence with standard errors, over how many images lie in each bin. */

import { svg } from "../base/dom.js";
import * as Numbers from "../base/numbers.js";
import * as Marks from "../images/marks.js";

const EDGE = { left: 44, right: 12, top: 8, bottom: 32 };
const COUNTS = 62; // pixels of the histogram
const GAP = 16;
const BINS = 15;
const PARTS = [0, 0.2, 0.4, 0.6, 0.8, 1];

export function axes(series, width, height) {
  const most = Math.max(10, ...series.flatMap(({ bins }) => bins.map(({ images }) => images)));
  const [right, floor] = [width - EDGE.right, height - EDGE.bottom];
  const bottom = floor - COUNTS - GAP;
  return {
    right,
    floor,
    bottom,
    most,
    x: (part) => EDGE.left + part * (right - EDGE.left),
    y: (part) => bottom - Math.min(1, Math.max(0, part)) * (bottom - EDGE.top),
    count: (images) => floor - (COUNTS * Math.log10(1 + images)) / Math.log10(1 + most),
  };
}

const label = (x, y, anchor, words) => svg("text", { x, y, class: `tick ${anchor}` }, words);
const line = (x1, y1, x2, y2, name) => svg("line", { x1, y1, x2, y2, class: name });

function frame({ x, y, count, right, bottom, floor, most }) {
  const decades = [0, 1, 10, 100, 1000, 10000].filter((images) => images <= most);
  const shown = decades.length > 4 ? decades.filter((_, index) => index % 2 === 0) : decades;
  return [
    ...PARTS.map((part) => line(EDGE.left, y(part), right, y(part), "grid")),
    ...PARTS.map((part) => label(EDGE.left - 7, y(part) + 4, "end", percent(part))),
    line(x(0), y(0), x(1), y(1), "diagonal"),
    line(EDGE.left, floor, right, floor, "grid"),
    ...shown.map((images) => label(EDGE.left - 7, count(images) + 4, "end", short(images))),
    ...PARTS.map((part) => label(x(part), floor + 15, part === 1 ? "end" : "middle", percent(part))),
    label((EDGE.left + right) / 2, floor + 29, "middle", "confidence: probability of the answer"),
    label(EDGE.left + 6, EDGE.top + 10, "start", "share that is right"),
    label(EDGE.left + 6, bottom + GAP + 6, "start", "images (log scale)"),
  ];
}

const percent = (part) => Numbers.share(part, 0);
const short = (images) => (images >= 1000 ? `${images / 1000}k` : String(images));

function points({ role, words, bins }, { x, y }) {
  return bins.map(({ images, confidence, accuracy, standard_error: error }) => {
    const [low, high] = [-1, 1].map((sign) => y(accuracy + sign * (error ?? 0)));
    const right = `${Numbers.share(accuracy, 1)}${error ? ` ± ${Numbers.fixed(100 * error, 1)}` : ""}`;
    const told = `${words}: ${count(images)} of confidence ${Numbers.share(confidence, 1)} on average; ${right} of them right`;
    return Marks.mark(role, x(confidence), y(accuracy), [low, high], told);
  });
}

const count = (images) => `${Numbers.count(images)} image${images === 1 ? "" : "s"}`;

/* The bin (right-closed) that a confidence falls into. */
export const binOf = (confidence) => Math.min(BINS - 1, Math.max(0, Math.ceil(confidence * BINS) - 1));

function bars(series, scales) {
  const wide = (scales.x(1) - scales.x(0)) / BINS;
  const each = (wide - 3) / series.length;
  return series.flatMap(({ role, bins }, rank) =>
    bins.map(({ images, confidence }) => {
      const top = scales.count(images);
      const x = scales.x(binOf(confidence) / BINS) + 1.5 + rank * each;
      return svg("rect", { x, y: top, width: each, height: scales.floor - top, class: `count ${role}` });
    }),
  );
}

/* Where the chosen image and the one under the hand stand: [{at, name}]. */
function images(pointers, { x, bottom }) {
  return pointers.map(({ confidence, name, words }) =>
    svg(
      "path",
      { d: `M${x(confidence)} ${bottom + 2}l4.5 8h-9z`, class: `pointer ${name}` },
      svg("title", {}, words),
    ),
  );
}

/* `series`: [{role, words, bins}]; what is drawn last lies on top. */
export function draw({ series, pointers }, width, height) {
  const scales = axes(series, width, height);
  return [
    ...frame(scales),
    ...bars(series, scales),
    ...series.flatMap((one) => points(one, scales)),
    ...images(pointers, scales),
  ];
}
