/* The family on the map: its shapes as traces of Plotly. Pure. */

import * as Shapes from "../weights/shapes.js";

/* Of every kind of line: its layers from below, each under the next. */
const STROKES = {
  control: ({ ink }) => [{ color: ink, width: 1.2, dash: "dot" }],
  spoke: ({ ink }) => [{ color: ink, width: 1, dash: "dot" }],
  beside: ({ colour }) => [{ color: colour, width: 1.6, dash: "dot" }],
  axis: ({ colour }) => [{ color: colour, width: 1, dash: "dot" }],
  outline: ({ colour, paper }) => haloed(paper, 6, colour, 3),
  edge: ({ colour, paper }) => haloed(paper, 6, colour, 2.6),
  straight: ({ ink }) => [{ color: ink, width: 1.6, dash: "8px,7px" }],
  trail: ({ colour, paper }) => haloed(paper, 6, colour, 3.2),
};

/* Of every shape of a point: its size and its look, on the plane or off it. */
const MARKS = {
  network: (off, { colour, paper }) => ({
    size: 11, symbol: off ? "circle-open" : "circle", fill: off ? colour : paper, rim: colour, width: 2.5,
  }),
  centre: (_, { colour, paper }) => ({ size: 15, symbol: "cross", fill: colour, rim: paper, width: 1.5 }),
  deviation: (_, { colour, paper }) => ({ size: 6, symbol: "circle", fill: paper, rim: colour, width: 1.5 }),
};

const haloed = (paper, wide, color, width) => [{ color: paper, width: wide }, { color, width }];
const far = (distance) => `${distance} units of weight distance off this plane`;

const columns = (points) => [points.map(([x]) => x), points.map(([, y]) => y)];

function line(points, style) {
  const [x, y] = columns(points);
  return { type: "scatter", mode: "lines", x, y, line: style, hoverinfo: "skip" };
}

const filled = (points, style, { colour }) => ({ ...line(points, style), fill: "toself", fillcolor: `${colour}24` });

export function traces(landscape, look) {
  const { points, lines, faces, ellipses } = Shapes.of(landscape);
  return [
    ...faces.filter(({ x }) => x.length > 2).map((face) => filled(Shapes.around(face), { width: 0 }, look)),
    ...ellipses.map((each) => filled(Shapes.ellipse(each), { color: look.paper, width: 4 }, look)),
    ...ellipses.map((each) => line(Shapes.ellipse(each), { color: look.colour, width: 2 })),
    ...[...new Set(lines.map(({ stroke }) => stroke))].flatMap((stroke) => strokes(lines, stroke, look)),
    ...(points.length ? [networks(points, landscape.geometry, look)] : []),
  ];
}

/* All lines of one kind together, with gaps between them, so that none lies over another's. */
function strokes(lines, kind, look) {
  const places = lines
    .filter(({ stroke }) => stroke === kind)
    .flatMap(({ x, y }) => [...x.map((value, index) => [value, y[index]]), [null, null]])
    .slice(0, -1);
  return STROKES[kind](look).map((style) => line(places, style));
}

function networks(points, geometry, look) {
  const marks = points.map(({ shape, off }) => MARKS[shape](off, look));
  const each = (key) => marks.map((mark) => mark[key]);
  const one = (key) => (marks.every((mark) => mark[key] === marks[0][key]) ? marks[0][key] : each(key)); // Plotly pales marks that have a list of sizes
  const labels = points.map((point) => Shapes.label(point));
  return {
    type: "scatter",
    mode: "markers+text",
    x: points.map(({ x }) => x),
    y: points.map(({ y }) => y),
    cliponaxis: false,
    marker: { size: one("size"), color: each("fill"), symbol: each("symbol"), line: { color: one("rim"), width: one("width") } },
    text: labels.map((label) => label && ` ${label} `),
    textposition: points.map((point) => Shapes.aside(point, points, geometry)),
    hovertext: points.map((point) => Shapes.words(point, far)),
    hovertemplate: "%{hovertext}<extra></extra>",
  };
}
