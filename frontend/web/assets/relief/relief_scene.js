/* The 3-D view as a Plotly figure: ground, contours and family between their axes. Pure. */

import * as Numbers from "../base/numbers.js";
import * as Figure from "../map/figure.js";
import * as Metrics from "../weights/metrics.js";
import * as Relief from "./relief.js";
import * as ReliefCamera from "./relief_camera.js";
import * as ReliefFamily from "./relief_family.js";

const SIZE = 1.75; // of the longer side, in the scene's units
const TALL = 0.4; // height of the relief over the longer side
const ROOM = 0.1; // of the height, above the highest ground

const hovered = ({ noun, shown, value }) => {
  const unit = shown(1) === 1 ? "" : " %";
  return (height) =>
    height === null ? "" : `${noun} ${Numbers.short(shown(value(height)))}${unit}`;
};

export function figure({ landscape, metric, place, classes }, scale, look) {
  const base = Relief.ground(landscape, landscape.values[metric], scale);
  const scene = layout(landscape, metric, scale, look);
  if (!base) return { base, data: [], layout: scene };
  const kind = Metrics.of(metric);
  const fine = Relief.fineOf(base, scale);
  const levels = Figure.levelsOf(landscape, metric, scale);
  const chance = kind.guessed(classes.length);
  const data = [
    Relief.surface(fine, scale, hovered(kind)),
    Relief.contours(fine, levels.map(kind.height), scale, false),
    ...(chance === null ? [] : [Relief.contours(fine, [kind.height(chance)], scale, true)]),
    ...ReliefFamily.traces(base, landscape, scale, place, look),
  ];
  scene.scene.annotations = ReliefFamily.names(base, scale, landscape);
  scene.scene.camera = ReliefCamera.camera(base, landscape, scale, scene.scene.aspectratio, look.narrow);
  return { base, data, layout: scene };
}

const caption = (text) => ({
  text,
  x: 0,
  y: 0,
  xref: "paper",
  yref: "paper",
  xanchor: "left",
  yanchor: "bottom",
  showarrow: false,
  font: { size: 12 },
});

/* Equal scale on both horizontal axes. */
export function layout({ geometry: { x, y } }, metric, scale, { text, hairline, font, narrow }) {
  const [across, up] = [x.at(-1) - x[0], y.at(-1) - y[0]];
  const unit = SIZE / Math.max(across, up);
  const axis = (title, more) => ({
    title: { text: narrow ? "" : title, font: { size: 12 } },
    color: text,
    gridcolor: hairline,
    zerolinecolor: hairline,
    showbackground: false,
    showspikes: false,
    nticks: 6,
    showticklabels: !narrow,
    ...more,
  });
  const height = { range: [scale.bottom, scale.top + ROOM * (scale.top - scale.bottom)] };
  return {
    scene: {
      aspectmode: "manual",
      aspectratio: { x: unit * across, y: unit * up, z: SIZE * TALL },
      xaxis: axis("weight distance", { range: [x[0], x.at(-1)] }),
      yaxis: axis("weight distance", { range: [y[0], y.at(-1)] }),
      zaxis: axis("", { ...height, showticklabels: false }), // its values stand at the scale
      dragmode: false, // relief_hand.js turns it
      uirevision: "stay",
    },
    annotations: [caption(`height and colour: ${Metrics.of(metric).axis}`)],
    margin: { l: 0, r: 0, t: 0, b: 0 },
    showlegend: false,
    paper_bgcolor: "rgba(0,0,0,0)",
    font: { family: font, size: 11, color: text },
    uirevision: "stay",
  };
}
