/* The 3-D view over the map: one WebGL context, which ends with it. */

import { byId, choice, html } from "../base/dom.js";
import * as Geometry from "../base/geometry.js";
import * as Pace from "../base/pace.js";
import * as Panels from "../base/panels.js";
import * as SvgCopy from "../base/svg_copy.js";
import * as Notices from "../base/notices.js";
import * as Figure from "../map/figure.js";
import * as Place from "../weights/place.js";
import * as Ramp from "../map/ramp.js";
import * as ReliefFamily from "./relief_family.js";
import * as ReliefHand from "./relief_hand.js";
import * as ReliefRay from "./relief_ray.js";
import * as ReliefScene from "./relief_scene.js";
import * as Subjects from "../map/subjects.js";

const PAUSE = 60; // milliseconds between two steps of the marker
const CONFIG = { displayModeBar: false, responsive: false, doubleClick: false, scrollZoom: false };
const SNAP = 0.02; // of the map's width: so near to the family a click means it
const NARROW = 430; // pixels
const MISSING =
  "This browser draws no WebGL, which the 3-D view needs: switch on hardware acceleration, or stay with the map.";

/* Whether it can be drawn; the context that tells is given back at once. */
function capable() {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return Boolean(context);
}

/** @param {Panel} panel */
function create({ state, scope, move }) {
  const view = { state, move, plot: null, base: null, camera: null }; // the camera as a hand has turned it
  const press = choice("dimension", (dimension) => state.set({ dimension }));
  const update = Pace.eachFrame(() => view.plot && draw(view));
  const mark = Pace.atMostEvery(PAUSE, () => view.plot && stand(view));
  const turn = ({ dimension }) => {
    press(dimension);
    if (dimension === "3d") enter(view, update);
    else leave(view);
  };
  const theme = new MutationObserver(update);
  theme.observe(document.documentElement, { attributeFilter: ["data-mantine-color-scheme"] });
  const room = new ResizeObserver(update);
  room.observe(byId("map"));
  const back = () => state.set({ dimension: "map" });
  byId("replay-open")?.addEventListener("click", back);
  state.on(["dimension"], turn);
  state.on(["landscape", "metric", "imageMap", "disagreement"], update);
  state.on(["place"], mark);
  turn(state.get());
  scope.add(() => (theme.disconnect(), room.disconnect()));
  scope.add(() => (byId("replay-open")?.removeEventListener("click", back), leave(view)));
}

function enter(view, update) {
  if (view.plot) return;
  if (!capable()) {
    Notices.show(MISSING);
    view.state.set({ dimension: "map" });
    return;
  }
  const told = "The landscape in three dimensions: drag to turn it, click to go there, turn the wheel to come nearer.";
  view.plot = html("div", { class: "relief", role: "img", "aria-label": told });
  view.reset = html("button", { type: "button", class: "button small relief-reset", onclick: () => reset(view) }, "Reset view");
  byId("map").append(view.plot, view.reset);
  byId("map").parentElement.classList.add("in-relief");
  update();
}

/* The context goes at once, not when memory is tidied up. */
function leave(view) {
  if (!view.plot) return;
  const canvases = [...view.plot.querySelectorAll("canvas")];
  window.Plotly.purge(view.plot);
  view.hand?.();
  view.plot.remove();
  view.reset.remove();
  byId("map")?.parentElement.classList.remove("in-relief");
  for (const canvas of canvases) {
    const context = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
    context?.getExtension("WEBGL_lose_context")?.loseContext();
  }
  Object.assign(view, { plot: null, base: null, hand: null, camera: null });
}

async function reset(view) {
  await window.Plotly.relayout(view.plot, { "scene.camera": view.first });
  view.camera = null;
}

/* The state as the map shows it; of one image, its loss. */
function shown(state) {
  const now = Subjects.drawn(state.get());
  const { landscape } = now;
  if (!landscape?.imageMap) return now;
  const values = { ...landscape.values, loss: landscape.imageMap.loss };
  return { ...now, metric: "loss", landscape: { ...landscape, values } };
}

function draw(view) {
  const now = shown(view.state);
  const { landscape, metric, place } = now;
  if (!landscape?.geometry) return;
  const scale = Ramp.scaleOf(metric, landscape.values[metric]);
  const seen = place && { ...place, hollow: Place.isHollow(place, landscape.geometry) };
  const { base, data, layout } = ReliefScene.figure({ ...now, place: seen }, scale, look(now));
  Object.assign(view, { base, scale, geometry: landscape.geometry, first: layout.scene.camera });
  layout.scene.camera = view.camera ?? view.first;
  const { clientWidth: width, clientHeight: height } = view.plot;
  window.Plotly.react(view.plot, data, { ...layout, width, height }, CONFIG);
  if (!view.hand) hold(view);
}

function hold(view) {
  view.hand = ReliefHand.listen(view.plot, {
    clicked: (at) => clicked(view, at),
    seen: (camera) => (view.camera = camera),
  });
}

function look(now) {
  const colour = (name) => SvgCopy.colour(name, byId("map"));
  const narrow = byId("map").clientWidth < NARROW;
  const own = { text: colour("text"), hairline: colour("hairline"), font: Figure.FONT, narrow };
  return { ...Figure.look(now), ...own };
}

/* Where the line of sight meets the ground; near the family, a place of that. */
function clicked({ plot, base, scale, state, move, geometry }, at) {
  const { scene } = plot.layout;
  const heights = { bottom: scale.bottom, ceiling: scene.zaxis.range[1] };
  const size = { width: plot.clientWidth, height: plot.clientHeight };
  const found = base && ReliefRay.ground(base, heights, scene.aspectratio, { camera: scene.camera, size, at });
  if (!found) return;
  const { family, landscape } = state.get();
  const pixels = Geometry.SNAP_PIXELS / (SNAP * (geometry.x.at(-1) - geometry.x[0]));
  move(Place.clicked(family, landscape, ...found, pixels));
}

function stand(view) {
  const { plot, base, scale, state, geometry } = view;
  const { place } = state.get();
  if (!base || !place) return;
  const hollow = Place.isHollow(place, geometry);
  const { x, y, z, marker } = ReliefFamily.marker(base, scale, { ...place, hollow });
  const changes = { x: [x], y: [y], z: [z], "marker.color": [marker.color], "marker.line.color": [marker.line.color] };
  window.Plotly.restyle(plot, changes, [plot.data.length - 1]);
}

Panels.add(create);
