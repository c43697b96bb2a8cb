/* Shares of images by their uncertainty, test images beside foreign ones, on a log axis of nats. */

import { svg } from "../base/dom.js";
import * as Numbers from "../base/numbers.js";

const EDGE = { left: 44, right: 10, top: 38, bottom: 32 };
const NARROW = 430; // pixels: one panel a row
const LEAST = 0.0005; // share: one image of 2,000
const TICKS = [
  [0.0001, "0.0001"],
  [0.001, "0.001"],
  [0.01, "0.01"],
  [0.1, "0.1"],
  [1, "1"],
];
const SHARES = [
  [1, "100 %"],
  [0.1, "10 %"],
  [0.01, "1 %"],
  [0.001, "0.1 %"],
];

export function axes({ edges }, left, right, top, bottom) {
  const [low, high] = [Math.log(edges[0]), Math.log(edges.at(-1))];
  const clamp = (value) => Math.min(high, Math.max(low, Math.log(Math.max(value, 1e-12))));
  return {
    left,
    right,
    top,
    bottom,
    x: (nats) => left + ((clamp(nats) - low) / (high - low)) * (right - left),
    y: (share) =>
      bottom - (bottom - top) * (1 - Math.log(Math.max(share, LEAST)) / Math.log(LEAST)),
  };
}

/* Outline of the shares: empty bins lie on the ground. */
export function steps(edges, shares, { x, y, bottom }) {
  const parts = shares.map((share, bin) => {
    const height = share > 0 ? y(share) : bottom;
    return `V${Numbers.pixel(height)}H${Numbers.pixel(x(edges[bin + 1]))}`;
  });
  return `M${Numbers.pixel(x(edges[0]))} ${bottom}${parts.join("")}V${bottom}`;
}

const label = (x, y, anchor, words, name = "") => svg("text", { x, y, class: `tick ${anchor} ${name}` }, words);

function frame(scales, panel, first, last) {
  const { x, y, left, right, top, bottom } = scales;
  const [low, high] = [panel.histograms.edges[0], panel.histograms.edges.at(-1)];
  const ticks = TICKS.filter(([nats]) => nats > low && nats < high);
  return [
    ...SHARES.map(([share]) => svg("line", { x1: left, x2: right, y1: y(share), y2: y(share), class: "grid" })),
    ...(first ? SHARES.map(([share, words]) => label(left - 6, y(share) + 4, "end", words)) : []),
    svg("line", { x1: left, x2: right, y1: bottom, y2: bottom, class: "grid" }),
    ...(last ? ticks.map(([nats, words]) => label(x(nats), bottom + 15, "middle", words)) : []),
    ...(last ? [label((left + right) / 2, bottom + 29, "middle", "nats (log scale)")] : []),
    label(left, top - 22, "start", panel.title, "panel-title"),
    label(left, top - 7, "start", panel.auroc),
  ];
}

function drawn(panel, scales) {
  const { edges, own, foreign } = panel.histograms;
  return [
    svg("path", { d: `${steps(edges, own, scales)}Z`, class: `shares own ${panel.role}` }, svg("title", {}, "test images")),
    svg(
      "path",
      { d: steps(edges, foreign, scales), class: `shares foreign ${panel.role}` },
      svg("title", {}, "foreign images"),
    ),
  ];
}

function pointers(panel, list, { x, bottom }) {
  if (panel.role === "retrainings" && !panel.whole) return []; // what is known is the subspace's
  return list.map(({ name, ...known }) =>
    svg("path", { d: `M${x(known[panel.score])} ${bottom + 1}l4.5 8h-9z`, class: `pointer ${name}` }),
  );
}

/* `rows` of `panels`: {role, title, score, auroc, histograms}, side by side. */
export function draw({ rows: whole, pointed }, width, height) {
  const rows = width < NARROW ? whole.flatMap((panels) => panels.map((panel) => [panel])) : whole;
  const columns = Math.max(...rows.map((panels) => panels.length));
  const [wide, tall] = [width / columns, (height - EDGE.bottom) / rows.length];
  return rows.flatMap((panels, row) =>
    panels.flatMap((panel, column) => {
      const left = column * wide + (column ? EDGE.left / 2 : EDGE.left);
      const bottom = (row + 1) * tall - (row + 1 < rows.length ? 14 : 0);
      const scales = axes(panel.histograms, left, (column + 1) * wide - EDGE.right, row * tall + EDGE.top, bottom);
      const last = row + 1 === rows.length;
      return [...frame(scales, panel, column === 0, last), ...drawn(panel, scales), ...pointers(panel, pointed, scales)];
    }),
  );
}
