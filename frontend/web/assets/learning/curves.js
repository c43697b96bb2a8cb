/* The history of a training: one line a network, a dot after each epoch; and its live loss curves. */

import { drawing, svg } from "../base/dom.js";
import * as Levels from "../base/levels.js";
import * as Numbers from "../base/numbers.js";

const EDGE = { left: 46, right: 16, top: 12, bottom: 36 };

/* `networks` are trained one after the other, and steps count over all of them; or side by
   side, and no `member` is named. One network: all stages of the run stand in a row. */
export function create(networks) {
  return { networks, epochs: 1, lines: new Map(), dots: [] };
}

function inTurn(record, { member }) {
  return member === null ? 1 : record.networks;
}

function place(record, done, total, event) {
  const [each, epochs] = [total / inTurn(record, event), record.epochs];
  const before = record.networks > 1 ? (event.member ?? 0) * each : 0;
  return ((done - before) / each) * epochs;
}

export function progress(record, event) {
  record.epochs = event.total_epochs / inTurn(record, event);
  if (event.loss === null) return;
  const member = event.member ?? 0;
  const line = record.lines.get(member) ?? [];
  const at = place(record, event.step, event.total_steps, event);
  if (!line.length || at > line.at(-1)[0]) line.push([at, event.loss, event.learning_rate]);
  record.lines.set(member, line);
  record.current = member;
}

export function epoch(record, event) {
  record.epochs = event.total_epochs / inTurn(record, event);
  const at = place(record, event.epoch, event.total_epochs, event);
  if (!record.dots.some((dot) => dot.epoch === event.epoch))
    record.dots.push({
      epoch: event.epoch,
      at,
      loss: event.test_loss,
      accuracy: event.test_accuracy,
      member: event.member,
      rate: event.learning_rate,
    });
}

function axes(record, width, height) {
  const values = [...record.lines.values()]
    .flat()
    .map(([, loss]) => loss)
    .concat(record.dots.map((dot) => dot.loss));
  const [low, high] = [Math.min(0.1, ...values) / 1.3, Math.max(2.4, ...values)];
  const [right, bottom] = [width - EDGE.right, height - EDGE.bottom];
  return {
    low,
    high,
    right,
    bottom,
    x: (at) => EDGE.left + (at / record.epochs) * (right - EDGE.left),
    y: (loss) =>
      bottom - (Math.log(Math.max(low, loss) / low) / Math.log(high / low)) * (bottom - EDGE.top),
  };
}

function grid({ x, y, low, high, right, bottom }, record) {
  const { epochs } = record;
  const levels = Levels.ticks(low, high, 7);
  const every = Math.max(1, Math.ceil(epochs / 10));
  const marks = Array.from({ length: Math.floor(epochs / every) + 1 }, (_, index) => index * every);
  return [
    ...levels.map((level) =>
      svg("line", { x1: EDGE.left, x2: right, y1: y(level), y2: y(level), class: "grid" }),
    ),
    ...levels.map((level) =>
      svg("text", { x: EDGE.left - 7, y: y(level) + 4, class: "tick end" }, Numbers.short(level)),
    ),
    ...marks.map((mark) => svg("text", { x: x(mark), y: bottom + 16, class: "tick middle" }, String(mark))),
    svg(
      "text",
      { x: (EDGE.left + right) / 2, y: bottom + 31, class: "tick middle" },
      record.networks > 1 ? "epochs of one network" : "epochs",
    ),
  ];
}

function drawn(record, width, height) {
  const scales = axes(record, width, height);
  const path = (line) =>
    line
      .map(
        ([at, loss], index) =>
          `${index ? "L" : "M"}${Numbers.pixel(scales.x(at))} ${Numbers.pixel(scales.y(loss))}`,
      )
      .join("");
  const lines = [...record.lines].map(([member, line]) =>
    svg("path", { d: path(line), class: `training-line${member === record.current ? " current" : ""}` }),
  );
  const dots = record.dots.map((dot) =>
    svg(
      "circle",
      { cx: scales.x(dot.at), cy: scales.y(dot.loss), r: 4, class: "test-dot" },
      svg(
        "title",
        {},
        `after epoch ${dot.epoch}: test loss ${Numbers.fixed(dot.loss, 4)}, accuracy ${Numbers.share(dot.accuracy, 2)}`,
      ),
    ),
  );
  return [...grid(scales, record), ...lines, ...dots];
}

export const draw = (box, record) =>
  drawing(box, (width, height) => drawn(record, width, height), {
    role: "img",
    "aria-label": "Training loss of each network, over epochs",
  });
