/* The map as a Plotly figure: ground, contours, family, and what answers the hand. */

import * as Family from "./family.js";
import * as Labels from "./labels.js";
import * as Metrics from "../weights/metrics.js";
import * as Ramp from "./ramp.js";
import * as Terrain from "./terrain.js";
import * as Words from "../weights/words.js";

export const INK = "#172A3C";
const [BLUE, GREY] = ["#0072B2", "#555B61"]; // of the family, of retrainings
const [STRONG, THIN] = ["rgba(23,42,60,0.8)", "rgba(23,42,60,0.45)"];
export const PAPER = "#FCFAF1";
export const FONT = 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/* Whose map it is: its colours, its family and its classes. */
export function look({ run, classes }) {
  const colour = Words.isEnsemble(run) ? GREY : BLUE;
  return { paper: PAPER, ink: INK, colour, classes: classes.length, names: classes };
}

export function map(landscape, metric, frame, look) {
  const scale = Ramp.scaleOf(metric, landscape.values[metric]);
  if (landscape.imageMap) return ofImage(landscape, metric, frame, look);
  const ground = Terrain.draw(landscape, metric, scale);
  const lines = ground.heights ? contours(landscape, metric, scale, ground.heights, look.classes) : [];
  const data = [heat(landscape, metric), ...lines, ...Family.traces(landscape, look)];
  return { data, layout: layout(landscape.geometry, ground, frame) };
}

/* Labels of one image in place of the ground, under the same family. */
function ofImage(landscape, metric, frame, look) {
  const { ground, heat: answers, names } = Labels.figure(landscape, frame, look.names);
  const hover = { ...heat(landscape, metric), ...answers };
  const data = [hover, ...Family.traces(landscape, look), names];
  return { data, layout: layout(landscape.geometry, ground, frame) };
}

function axis(values) {
  return {
    range: [values[0], values.at(-1)],
    visible: false,
    fixedrange: true,
    showgrid: false,
    zeroline: false,
  };
}

function layout({ x, y }, ground, frame) {
  const half = (values, pixels) => (values.at(-1) - values[0]) / (pixels - 1) / 2;
  const [hx, hy] = [half(x, ground.width), half(y, ground.height)];
  return {
    width: frame.width,
    height: frame.height,
    margin: { l: 0, r: 0, t: 0, b: 0 },
    xaxis: axis(x),
    yaxis: axis(y),
    dragmode: false,
    hovermode: "closest",
    showlegend: false,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: FONT, size: 12, color: INK },
    hoverlabel: { bgcolor: INK, bordercolor: PAPER, font: { color: "#FFFFFF", size: 12, family: FONT } },
    images: [
      {
        source: ground.url,
        layer: "below",
        sizing: "stretch",
        xref: "x",
        yref: "y",
        x: x[0] - hx,
        y: y.at(-1) + hy,
        sizex: x.at(-1) - x[0] + 2 * hx,
        sizey: y.at(-1) - y[0] + 2 * hy,
      },
    ],
  };
}

/* Invisible: it answers hover with the computed value of the nearest point of the grid. */
function heat(landscape, metric) {
  return {
    type: "heatmap",
    x: landscape.geometry.x,
    y: landscape.geometry.y,
    z: landscape.values[metric],
    colorscale: [
      [0, "rgba(0,0,0,0)"],
      [1, "rgba(0,0,0,0)"],
    ],
    showscale: false,
    hoverongaps: false,
    hovertemplate: `${Metrics.of(metric).hover}<extra></extra>`,
  };
}

const spread = (values, count) =>
  Array.from(
    { length: count },
    (_, index) => values[0] + ((values.at(-1) - values[0]) * index) / (count - 1),
  );

function contours(landscape, metric, scale, heights, classes) {
  const { x, y } = landscape.geometry;
  const { value, shown, guessed, labelled } = Metrics.of(metric);
  const grid = { x: spread(x, heights[0].length), y: spread(y, heights.length) };
  const raw = heights.map((row) => row.map((height) => (height === null ? null : shown(value(height)))));
  const chance = guessed(classes);
  const apart = (level) => chance === null || Math.abs(Math.log(level / chance)) > 0.1;
  return [
    ...levelsOf(landscape, metric, scale)
      .filter(apart)
      .map((level) => contour(grid, raw, shown(level), 0.8, labelled(level))),
    ...(chance === null ? [] : [contour(grid, raw, shown(chance), 2)]),
  ];
}

/* Of the lines that are drawn, the strong one at chance apart; in the metric's own unit. */
export function levelsOf(landscape, metric, scale) {
  const { levels, worstOf } = Metrics.of(metric);
  return levels(scale.best, worstOf(landscape.values[metric].flat().filter((value) => value !== null)));
}

function contour(grid, z, level, width, labelled = true) {
  return {
    type: "contour",
    ...grid,
    z,
    hoverinfo: "skip",
    showscale: false,
    autocontour: false,
    connectgaps: false,
    line: { color: width > 1 ? STRONG : THIN, width, smoothing: 0 },
    contours: {
      start: level,
      end: level,
      size: 1,
      coloring: "none",
      showlabels: labelled,
      labelfont: { size: 10, color: INK, family: FONT },
      labelformat: ".3~r",
    },
    colorscale: [
      [0, THIN],
      [1, THIN],
    ],
  };
}
