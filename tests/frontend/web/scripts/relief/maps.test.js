import assert from "node:assert/strict";
import { test } from "node:test";

import "../catalog.js";
import * as Catalog from "#page/base/catalog.js";
import * as Figure from "#page/map/figure.js";
import * as Metrics from "#page/weights/metrics.js";
import * as Profile from "#page/profile/profile.js";
import * as Ramp from "#page/map/ramp.js";
import * as Relief from "#page/relief/relief.js";
import * as ReliefCamera from "#page/relief/relief_camera.js";
import * as ReliefFamily from "#page/relief/relief_family.js";
import * as ReliefScene from "#page/relief/relief_scene.js";
import * as Travel from "#page/weights/travel.js";
import * as Ways from "#page/weights/ways.js";

const grid = [
  [0.1, 0.2, 0.3],
  [0.2, null, 0.4],
  [0.3, 0.4, 0.5],
];
const landscape = {
  id: "a1b2c3d4e5f6",
  level: 1,
  strides: [1],
  geometry: {
    x: [0, 1, 2],
    y: [0, 1, 2],
    vertices: [
      [0, 0],
      [2, 2],
    ],
    vertex_names: ["network 1", "network 2"],
    distances: [0, 3],
    parts: [],
  },
  profile: null,
  values: { loss: grid, accuracy: grid },
};
const state = (changes) => ({ landscape, metric: "loss", subject: "all", disagreement: null, ...changes });

test("every metric is light where it is good, and takes its values back from heights", () => {
  for (const name of Metrics.names()) {
    const metric = Metrics.of(name);
    const scale = Ramp.scaleOf(name, [[0.2, 0.4], [null, 0.9]]);
    assert.equal(scale.position(scale.height(scale.best)), 0);
    assert.equal(scale.best, name === "accuracy" ? 0.9 : 0.2);
    for (const value of [0.05, 0.4, 0.9])
      assert.ok(Math.abs(metric.value(metric.height(value)) - value) < 1e-12, `${name} at ${value}`);
  }
});

test("fractions and entropies stand on linear scales from their lowest to their highest value", () => {
  for (const name of ["ece", "entropy", "disagreement"]) {
    const scale = Ramp.scaleOf(name, [[0, 0.5, 1]]);
    const places = [0, 0.5, 1].map((value) => scale.position(scale.height(value)));
    assert.deepEqual(places, [0, 0.5, 1]);
  }
});

test("contours and ticks lie between the ends, where a person looks", () => {
  const scale = Ramp.scaleOf("ece", [[0.011, 0.77]]);
  assert.deepEqual(Metrics.of("ece").ticks(scale, 10)[0], [0.011, "1.1 %"]);
  assert.deepEqual(Metrics.of("ece").ticks(scale, 10)[1], [0.77, "77 %"]);
  assert.deepEqual(Metrics.of("ece").levels(0.04, 0.35), [0.05, 0.1, 0.2, 0.3]);
  assert.deepEqual(Metrics.of("entropy").levels(0.3, 1.7), [0.5, 1, 1.5]);
  assert.deepEqual(Figure.levelsOf({ values: { entropy: [[0.3, null, 1.7]] } }, "entropy", { best: 0.3 }), [
    0.5, 1, 1.5,
  ]);
});

test("a map that is older than a metric says so and shows the loss", () => {
  assert.match(Metrics.lacking("ece", state()), /older/);
  assert.equal(Metrics.seen(state({ metric: "ece" })).metric, "loss");
  const newer = { ...landscape, values: { ...landscape.values, ece: grid } };
  assert.equal(Metrics.lacking("ece", state({ landscape: newer })), "");
  assert.equal(Metrics.seen(state({ landscape: newer, metric: "ece" })).metric, "ece");
});

test("further metrics are figures of all images", () => {
  assert.match(Metrics.lacking("disagreement", state({ subject: "class3" })), /All images/);
  assert.equal(Metrics.lacking("accuracy", state({ subject: "class3" })), "");
});

test("disagreement is shown when it is known, of this map alone, and refused with the service's sentence", () => {
  const known = { landscape: landscape.id, grid };
  const shown = Metrics.seen(state({ metric: "disagreement", disagreement: known }));
  assert.equal(shown.metric, "disagreement");
  assert.equal(shown.landscape.values.disagreement, grid);
  const other = { landscape: "000000000000", grid };
  assert.equal(Metrics.seen(state({ metric: "disagreement", disagreement: other })).metric, "loss");
  assert.equal(Metrics.lacking("disagreement", state({ disagreement: { refused: "no" } })), "no");
});

test("the relief has the map's heights, clipped as on the map, with holes", () => {
  const scale = Ramp.scaleOf("loss", [[0.1, 50]]);
  const base = Relief.ground(landscape, [[0.1, 50, 1], [null, 1, 1], [1, 1, 10]], scale);
  assert.equal(base.z[0][0], scale.bottom);
  assert.equal(base.z[0][1], scale.top);
  assert.equal(base.z[1][0], null);
  assert.equal(Relief.ground({ ...landscape, level: 0 }, grid, scale), null);
});

test("a coarse level is drawn with its own axes", () => {
  const coarse = { ...landscape, level: 1, strides: [2, 1] };
  const base = Relief.ground(coarse, grid, Ramp.scaleOf("loss", grid));
  assert.deepEqual([base.x, base.y], [[0, 2], [0, 2]]);
  assert.deepEqual([base.z.length, base.z[0].length], [2, 2]);
});

test("the height of a plane is found everywhere on it, and in a hole nowhere", () => {
  const base = { x: [0, 2, 4], y: [0, 1], z: [[0, 2, 4], [10, 12, 14]] };
  for (const [x, y] of [[0, 0], [4, 1], [3, 0.5], [0.3, 0.9]])
    assert.ok(Math.abs(Relief.heightAt(base, x, y) - (x + 10 * y)) < 1e-12);
  assert.equal(Relief.heightAt({ ...base, z: [[0, null, 4], [10, 12, 14]] }, 1, 0.5), null);
});

test("both horizontal axes have one scale, and the marker is the last trace", () => {
  const wide = { ...landscape, geometry: { ...landscape.geometry, x: [0, 1.5, 3] } };
  const scale = Ramp.scaleOf("loss", grid);
  const now = { landscape: wide, metric: "loss", place: { x: 0.5, y: 0.5 }, classes: ["a", "b"] };
  const look = { family: "members", colour: "#0072B2", ink: "#172A3C", text: "#000", hairline: "#EEE", font: "x" };
  const { data, layout } = ReliefScene.figure(now, scale, look);
  const { aspectratio } = layout.scene;
  assert.ok(Math.abs(aspectratio.x / aspectratio.y - 3 / 2) < 1e-12);
  assert.equal(data[0].type, "surface");
  assert.deepEqual([data.at(-1).x, data.at(-1).y], [[0.5], [0.5]]);
  assert.ok(data.slice(1).every((trace) => trace.type === "scatter3d"));
});

test("straight edges follow the ground in steps and end at their corners", () => {
  const { x, y } = ReliefFamily.along([[0, 0], [1, 2], [0, 0]], 4);
  assert.deepEqual([x.length, x[0], x[4], x.at(-1)], [9, 0, 1, 0]);
  assert.deepEqual([y[2], y[4]], [1, 2]);
});

test("the pace along the way is steady and ends at its end", () => {
  assert.equal(Travel.after(0.25, 6000), 0.75);
  assert.equal(Travel.after(0.9, 60000), 1);
  const stops = [0];
  while (stops.at(-1) < 1) stops.push(Travel.nextStop(stops.at(-1)));
  assert.deepEqual(stops, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  assert.equal(Travel.nextStop(0.37), 0.4);
});

test("only ways of the family are travelled", () => {
  assert.equal(Travel.wayOf({ family: "members", landscape: { ...landscape, profile: { trail: {} } } }), null);
  assert.equal(Travel.wayOf({ family: "curve", landscape }), null);
});

test("the view begins low, and higher where a hill in front would hide the family", () => {
  const side = [0, 1, 2, 3, 4];
  const valley = { x: side, y: side, z: side.map((row) => side.map(() => (row === 3 ? 0 : 0.1))) };
  const hill = { ...valley, z: side.map((row) => side.map(() => (row === 2 ? 1 : 0))) };
  const scale = { bottom: 0, top: 1 };
  const box = { x: 1.75, y: 1.75, z: 0.7 };
  const family = { geometry: { vertices: [[2, 2.7]] }, profile: null };
  const [low, high] = [valley, hill].map((base) => ReliefCamera.camera(base, family, scale, box).eye.z);
  assert.ok(high > low, `${high} over ${low}`);
  const narrow = ReliefCamera.camera(valley, family, scale, box, true);
  assert.ok(narrow.eye.z > low, "farther away where there is little room");
});

/* A line between two networks, with every metric of the map. */
const between = (values) => ({ t: [0, 1], x: [0, 1], y: [0, 0], coefficients: [[1, 0], [0, 1]], barrier: 0.02, ...values });
const along = (values) => ({
  values: {},
  geometry: { x: [0, 1], y: [0, 1], vertices: [[0, 0], [1, 0]], vertex_names: ["network 1", "network 2"], distances: [0, 0], parts: [] },
  profile: { trail: null, straight: between(values) },
});

test("the profile follows the chosen metric, in its words and on its axis", () => {
  const values = { loss: [0.1, 0.2], accuracy: [0.98, 0.5], ece: [0.01, 0.034], entropy: [0.02, null], disagreement: [0, 0.12] };
  const said = {
    loss: "straight across: barrier 0.020 nats",
    accuracy: "straight across: at least 50.0 %",
    ece: "straight across: at most 3.4 %",
    entropy: "straight across: at most 0.02 nats",
    disagreement: "straight across: at most 12 %",
  };
  assert.deepEqual(Object.keys(said), Metrics.names());
  for (const [metric, words] of Object.entries(said)) {
    const way = Ways.of("members", along(values), metric);
    assert.deepEqual([way.metric, way.lines[0].values, way.words[0][1]], [metric, values[metric], words]);
    const { y, marks } = Profile.axes(way, 400, 100);
    assert.ok(marks.length && marks.every(([value]) => y(value) >= 8 && y(value) <= 80), metric);
    const better = metric === "accuracy" ? [0.9, 0.8] : [0.012, 0.02];
    assert.ok(y(better[0]) >= y(better[1]), `${metric}: bad networks stand high`);
  }
});

test("a way that is older than a metric is shown by its loss, and says so", () => {
  for (const metric of ["ece", "entropy", "disagreement"]) {
    const way = Ways.of("members", along({ loss: [0.1, 0.2], accuracy: [0.9, 0.9] }), metric);
    assert.equal(way.metric, "loss");
    assert.match(Metrics.of(metric).lackingAlong, /older|map/);
  }
});

test("a place has the figures of the metric that the map shows", () => {
  assert.deepEqual(["loss", "accuracy", "ece", "entropy", "disagreement"].map((metric) => Metrics.ofPlace(metric)), [
    ["loss", "accuracy"],
    ["loss", "accuracy"],
    ["ece", "accuracy"],
    ["entropy", "accuracy"],
    ["disagreement", "accuracy"],
  ]);
  assert.deepEqual(Metrics.of("ece").told(0.01234), { value: "1.23 %", uncertainty: "" });
  assert.deepEqual(Metrics.of("entropy").told(0.123456, 0.0021), { value: "0.1235", uncertainty: "± 0.0021" });
});

test("a metric needs nothing but its entry to be drawn and said", () => {
  const entry = {
    ...Catalog.metric("ece"), name: "margin", title: "Margin", noun: "margin", better: "high", levels: [], ticks: [0.5], highest: null,
  };
  const catalog = { map_metrics: Catalog.metrics() };
  Catalog.learn({ map_metrics: [...catalog.map_metrics, entry] });
  const scale = Ramp.scaleOf("margin", [[0.2, 0.8]]);
  const { ticks, levels, along, marks, rise } = Metrics.of("margin");
  assert.deepEqual([scale.best, scale.position(scale.height(0.8)), scale.position(scale.height(0.2))], [0.8, 0, 1]);
  assert.deepEqual(ticks(scale, 10), [[0.8, "80 %"], [0.2, "20 %"], [0.5, "50 %"]]);
  assert.deepEqual(levels(0.8, 0.2), [0.3, 0.4, 0.5, 0.6, 0.7]);
  assert.equal(along([0.8, 0.2]), "at least 20 %");
  assert.ok(rise(0.2) > rise(0.8) && marks(0.9, 0.1).length > 1);
  assert.match(Metrics.lacking("margin", state()), /older/);
  assert.deepEqual(Metrics.ofPlace("margin"), ["margin", "accuracy"]);
  Catalog.learn(catalog);
});
