/* What the instrument's own figures give away: the map, the way, bars, ribbons and the gallery. */

import * as Catalog from "../base/catalog.js";
import { byId } from "../base/dom.js";
import * as Exports from "../base/export.js";
import * as Numbers from "../base/numbers.js";
import * as Panels from "../base/panels.js";
import * as MapDrawing from "../map/map_drawing.js";
import * as Metrics from "../weights/metrics.js";
import * as Subjects from "../map/subjects.js";
import * as Ways from "../weights/ways.js";
import * as Words from "../weights/words.js";

const NETWORK = { mark: "dot", colour: "here", words: "this network" };

export const headed = (name) => `${name} (${Catalog.metric(name)?.unit === "nats" ? "nats" : "fraction"})`;
const metricName = () => {
  const pressed = byId("metric").querySelector("[aria-pressed=true]");
  return (pressed?.firstElementChild ?? pressed)?.textContent ?? "Loss";
};
const raised = () => document.querySelector("#map .relief") !== null; // it has axes of its own

/* One row a point of the grid. */
export function grid({ landscape, imageMap, classes }) {
  const { geometry, values } = landscape;
  const named = imageMap?.label
    ? { label: imageMap.label.map((row) => row.map((label) => classes[label] ?? null)) }
    : {};
  const shown = imageMap ? { ...named, loss: imageMap.loss, accuracy: imageMap.accuracy } : values;
  const names = Object.keys(shown).filter((name) => shown[name]);
  const head = ["x (weight distance)", "y (weight distance)"];
  return [
    [...head, ...names.map((name) => (name === "label" ? "label given" : headed(name)))],
    ...geometry.y.flatMap((y, row) =>
      geometry.x.map((x, column) => [x, y, ...names.map((name) => shown[name][row]?.[column])]),
    ),
  ];
}

function map(state) {
  const title = () => {
    const now = state.get();
    if (now.subject === "all" || !now.imageMap) return `${metricName()} over the plane · ${byId("map-note").textContent}`;
    const words = Subjects.words(now);
    return now.subject === "chosen" ? `${words} (test images)` : `${metricName()} over the plane · ${words} (test images)`;
  };
  const keys = () =>
    [...byId("scale").querySelectorAll(".answer-key")].map((key) => ({
      mark: "square",
      colour: getComputedStyle(key.querySelector("i")).backgroundColor,
      words: key.textContent,
    }));
  return {
    name: "map",
    title,
    svg: () => {
      const now = Metrics.seen(state.get());
      return now.landscape?.geometry ? MapDrawing.draw(now.landscape, Metrics.of(now.metric).axis) : null;
    },
    rows: () => grid(Metrics.seen(state.get())),
    legend: () => [NETWORK, ...keys()],
    axes: () => (raised() ? {} : { x: "weight distance; equal scale on both axes", y: "weight distance" }),
  };
}

/* What is known along a path: every metric, with its standard error where it has one. */
function columnsOf(path) {
  return Metrics.names()
    .filter((name) => path[name]?.length)
    .flatMap((name) => {
      const error = `${name}_standard_error`;
      return [[name, headed(name)], ...(path[error] ? [[error, headed(name).replace(name, "standard error")]] : [])];
    });
}

/* The landscape's own ways; else what the profile shows. */
function along({ landscape, family, metric }) {
  const { trail, straight } = landscape.profile ?? {};
  const head = ["way", "t", "x (weight distance)", "y (weight distance)"];
  const columns = columnsOf(trail ?? straight ?? {});
  const rows = (name, path) =>
    (path?.t ?? []).map((t, step) => [name, t, path.x[step], path.y[step], ...columns.map(([each]) => path[each][step])]);
  if (trail || straight)
    return [[...head, ...columns.map(([, words]) => words)], ...rows("family", trail), ...rows("straight", straight)];
  const way = Ways.of(family, landscape, metric);
  return [
    ["line", "position (weight distance)", headed(way?.metric ?? metric)],
    ...(way?.lines ?? []).flatMap((line) => line.at.map((at, step) => [line.style, at, line.values[step]])),
  ];
}

function profile(state) {
  const now = () => Metrics.seen(state.get());
  const way = () => Ways.of(now().family, now().landscape, now().metric);
  const style = { main: ["line", "subspace"], straight: ["dashed", "muted"] };
  return {
    name: "way",
    title: () => `${Metrics.of(way().metric).title} along the way, test images`,
    svg: Exports.drawnIn("way"),
    rows: () => along(now()),
    legend: () =>
      [...way().words.map(([kind, words]) => ({ mark: style[kind][0], colour: style[kind][1], words })), NETWORK],
    axes: () => ({ x: way().slider, y: Metrics.of(way().metric).way_axis }),
  };
}

const coefficients = (state) => ({
  name: "coefficients",
  title: () => "Coefficients of the networks",
  rows: () => {
    const { place, landscape } = state.get();
    const names = landscape.geometry.vertex_names;
    return [["network", "coefficient (1)"], ...names.map((name, vertex) => [name, place.coefficients?.[vertex]])];
  },
});

const roles = ({ run, gallery }) =>
  [
    { mark: "square", colour: "subspace", words: `${Words.whole(run)}, mean ± standard uncertainty` },
    NETWORK,
    gallery?.reference && {
      mark: "small",
      colour: "retrainings",
      words: `${gallery.reference.members.length} retrainings, mean ± standard uncertainty`,
    },
  ].filter(Boolean);

const ofImage = ({ gallery, selected, classes }) => {
  const { index, target } = gallery.subspace.examples[selected];
  return `test image ${index}, labelled ${classes[target]}`;
};

function probabilities({ gallery, selected, answer, classes }) {
  const mine = answer?.examples[selected]?.index === gallery.indices[selected] ? answer : null;
  const whole = (each) => [each?.predictive[selected], each?.standard_uncertainty?.[selected]];
  const [mean, spread] = whole(gallery.subspace);
  const [theirs, theirSpread] = whole(gallery.reference);
  const head = ["subspace", "retrainings"].flatMap((who) => [
    `${who}, mean (probability)`,
    `${who}, standard uncertainty (probability)`,
  ]);
  return [
    ["class", "this network (probability)", ...head],
    ...classes.map((name, k) => [name, mine?.predictive[selected][k], mean[k], spread?.[k], theirs?.[k], theirSpread?.[k]]),
  ];
}

const bars = (state) => ({
  name: "class probabilities",
  title: () => `Class probabilities, ${ofImage(state.get())}`,
  svg: Exports.drawnIn("bars"),
  rows: () => probabilities(state.get()),
  legend: () => roles(state.get()),
  axes: () => ({ x: "class", y: "probability" }),
});

const ribbons = (state) => ({
  name: "along the way",
  title: () => `Class probabilities along the way, ${ofImage(state.get())}`,
  svg: Exports.drawnIn("ribbons"),
  rows: () => {
    const { gallery, selected, way, classes } = state.get();
    if (!gallery.along || !way) throw new Error("The way is not known yet; wait until it is drawn.");
    const rows = gallery.along.probabilities.map((member, step) => [way.at[step], ...member[selected]]);
    return [["position on the way (1)", ...classes.map((name) => `class ${name} (probability)`)], ...rows];
  },
  legend: () => [{ ...NETWORK, mark: "line" }],
  axes: () => ({ x: "position on the way", y: "probability" }),
});

function tiles({ gallery, answer, classes }) {
  const { subspace } = gallery;
  const says = (prediction, row) => prediction && classes[Words.argmax(prediction.predictive[row])];
  const mine = answer?.examples.every(({ index }, row) => index === gallery.indices[row]) ? answer : null;
  const head = ["test image (index)", "label", "this network says", "the subspace's mean says", "the retrainings' mean says"];
  return [
    [...head, "mutual information (nats)", "predictive entropy (nats)"],
    ...subspace.examples.map(({ index, target }, row) => [
      index,
      classes[target],
      says(mine, row),
      says(subspace, row),
      says(gallery.reference, row),
      subspace.mutual_information[row],
      subspace.predictive_entropy[row],
    ]),
  ];
}

const rounded = (rows) => rows.map((row) => row.map((cell) => (Number.isInteger(cell) || typeof cell !== "number" ? cell : Numbers.fixed(cell, 4))));

const gallery = (state) => ({
  name: "test images",
  title: () => `Test images, ${byId("order").querySelector("[aria-pressed=true]")?.textContent ?? "given"}`,
  rows: () => tiles(state.get()),
  shown: () => rounded(tiles(state.get())),
});

/** @param {Panel} panel */
function create({ state, scope }) {
  Exports.of(state.get().run);
  const one = state.get().family === "simplex";
  const own = { map: [map, one ? coefficients : profile], bars: [bars, ribbons], gallery: [gallery] };
  for (const [place, makers] of Object.entries(own))
    for (const make of makers) scope.add(Exports.add(place, make(state)));
}

Panels.add(create);
