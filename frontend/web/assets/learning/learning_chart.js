/* Three diagrams of trainings over the same epochs: loss, test accuracy, learning rate. */

import { svg } from "../base/dom.js";
import * as Levels from "../base/levels.js";
import * as Numbers from "../base/numbers.js";

const EDGE = { left: 50, right: 14, top: 26, bottom: 34 };
const LEAST = 260; // pixels of one diagram's width, else they stand one below the other
const ROOM = 0.06; // of the values' range, above and below

/* Each: what it is called, and the lines of one record: [{points: [[epochs, value]], dots}]. */
export const DIAGRAMS = [
  {
    title: "Loss, nats: training (thin), test (dots)",
    log: true,
    lines: (record) => [
      ...[...record.lines.values()].map((line) => ({ points: line.map(([at, loss]) => [at, loss]) })),
      ...tested(record, ({ loss }) => loss),
    ],
    words: (value) => Numbers.short(value),
  },
  {
    title: "Test accuracy",
    lines: (record) => tested(record, ({ accuracy }) => accuracy),
    words: (value) => `${Numbers.short(100 * value)} %`,
    most: 1.002,
  },
  {
    title: "Learning rate",
    lines: (record) => rates(record),
    words: (value) => Numbers.short(value),
    least: 0,
  },
];

/* After each epoch, a line for each network. */
function tested({ dots }, of) {
  const members = [...new Set(dots.map(({ member }) => member))];
  const points = (member) =>
    dots.filter((dot) => dot.member === member).map((dot) => [dot.at, of(dot)]);
  return members.map((member) => ({ dots: true, points: points(member).sort(([a], [b]) => a - b) }));
}

/* Where no step was reported, what the epochs say. */
function rates({ lines, dots }) {
  const reported = [...lines.values()].map((line) => ({ points: line.map(([at, , rate]) => [at, rate]) }));
  return reported.length ? reported : [{ points: dots.map(({ at, rate }) => [at, rate]) }];
}

const finite = ([, value]) => Number.isFinite(value);

/* Values of an axis that a person would choose, at most seven; pure. */
export const ticks = (low, high, log) => (log ? Levels.ticks(low, high, 6) : Levels.even(low, high, 4));

/* From epochs and values to pixels of a box {x, y, width, height}; `log` as of the diagram. */
function scales({ log, least, most = Infinity }, lines, epochs, box) {
  const values = lines.flatMap(({ points }) => points.filter(finite).map(([, value]) => value));
  const known = log ? values.filter((value) => value > 0) : values;
  const place = log ? Math.log : (value) => value;
  const [lowest, highest] = known.length ? [Math.min(...known), Math.max(...known)] : [log ? 0.1 : 0, 1];
  const room = ROOM * (place(highest) - place(lowest)) || 0.05;
  const [bottom, top] = [least ?? place(lowest) - room, Math.min(most, place(highest) + room)];
  const part = (value) => (place(log ? Math.max(value, lowest) : value) - bottom) / (top - bottom);
  return {
    ticks: ticks(log ? Math.exp(bottom) : bottom, log ? Math.exp(top) : top, log),
    x: (at) => box.x + (at / epochs) * box.width,
    y: (value) => box.y + box.height * (1 - part(value)),
  };
}

const path = (points, { x, y }) =>
  points.map(([at, value], index) => `${index ? "L" : "M"}${Numbers.pixel(x(at))} ${Numbers.pixel(y(value))}`).join("");

function line({ points, dots }, at, { name, style }, words) {
  const known = points.filter(finite);
  if (!known.length) return [];
  const told = ([epoch, value]) => `${name}: ${words(value)} after epoch ${Numbers.short(epoch)}`;
  const mark = ([epoch, value]) =>
    svg("circle", { cx: at.x(epoch), cy: at.y(value), r: 3.2, class: `learning-dot ${style}` }, svg("title", {}, told([epoch, value])));
  const drawn = svg("path", { d: path(known, at), class: `learning-line ${style} ${dots ? "" : "thin"}` });
  return [drawn, ...(dots ? known.map(mark) : [])];
}

function axes({ title, words }, at, epochs, { x, y, width, height }) {
  const marks = ticks(0, epochs);
  return [
    svg("text", { x, y: y - 10, class: "tick name" }, title),
    ...at.ticks.flatMap((value) => [
      svg("line", { x1: x, x2: x + width, y1: at.y(value), y2: at.y(value), class: "grid" }),
      svg("text", { x: x - 7, y: at.y(value) + 4, class: "tick end" }, words(value)),
    ]),
    ...marks.map((mark) => svg("text", { x: at.x(mark), y: y + height + 16, class: "tick middle" }, String(mark))),
    svg("text", { x: x + width / 2, y: y + height + 30, class: "tick middle" }, "epochs"),
  ];
}

function diagram(kind, runs, epochs, box) {
  const all = runs.map((run) => ({ run, lines: kind.lines(run.record) }));
  const at = scales(kind, all.flatMap(({ lines }) => lines), epochs, box);
  const drawn = all.toReversed().flatMap(({ run, lines }) => lines.flatMap((each) => line(each, at, run, kind.words)));
  return [...axes(kind, at, epochs, box), ...drawn];
}

/* Epochs of one network that a run has got to. */
export const reached = ({ lines, dots }) =>
  Math.max(0, ...dots.map(({ at }) => at), ...[...lines.values()].map((line) => line.at(-1)[0]));

/* Children of an SVG of this size; runs: [{name, style, record}], the first on top. */
export function draw(runs, width, height) {
  const epochs = Math.max(...runs.map(({ record }) => reached(record))) || 1;
  const across = width >= LEAST * DIAGRAMS.length ? DIAGRAMS.length : 1;
  const [wide, high] = [width / across, (height * across) / DIAGRAMS.length];
  return DIAGRAMS.flatMap((kind, index) =>
    diagram(kind, runs, epochs, {
      x: (index % across) * wide + EDGE.left,
      y: Math.floor(index / across) * high + EDGE.top,
      width: wide - EDGE.left - EDGE.right,
      height: high - EDGE.top - EDGE.bottom,
    }),
  );
}
