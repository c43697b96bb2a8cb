/* One list of shapes, painted on the map and on the 3-D view. */

import assert from "node:assert/strict";
import { test } from "node:test";

import landscapes from "./landscapes.js";
import * as Family from "#page/map/family.js";
import * as ReliefFamily from "#page/relief/relief_family.js";
import * as Shapes from "#page/weights/shapes.js";

const look = { colour: "#0072B2", paper: "#FCFAF1", ink: "#172A3C" };
const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-3, `${a} is not ${b}`);
const flat = { x: [-2, 8], y: [-2, 5], z: [[0, 0], [0, 0]] };
const raised = (landscape) => ReliefFamily.traces(flat, landscape, { bottom: 0, top: 1 }, { x: 1, y: 1 }, look);

test("every family is painted on the map, with a mark for each of its points", () => {
  for (const [name, landscape] of Object.entries(landscapes)) {
    const traces = Family.traces(landscape, look);
    const { points } = landscape.drawing;
    assert.deepEqual(traces.at(-1).x, points.map(({ x }) => x), name);
    assert.equal(traces.at(-1).marker.symbol.length, points.length, name);
    for (const { x, y } of traces) assert.ok(x.length === y.length && x.at(-1) !== null, name);
  }
});

test("a simplex is a faint face, spokes to what lies beside it, and an outline on paper", () => {
  const [face, spokes, paper, outline, networks] = Family.traces(landscapes.simplex, look);
  assert.deepEqual([face.x, face.y, face.fillcolor], [[0, 4, 0, 0], [0, 0, 3, 0], "#0072B224"]);
  assert.deepEqual([spokes.x, spokes.line.dash], [[0, 1, null, 4, 1, null, 0, 1], "dot"]);
  assert.deepEqual([paper.line, outline.line], [{ color: look.paper, width: 6 }, { color: look.colour, width: 3 }]);
  assert.deepEqual(networks.text, [" network 1 ", " network 2 ", " network 3 ", " network 4 (2.5 off) "]);
  assert.deepEqual(networks.marker.symbol, ["circle", "circle", "circle", "circle-open"]);
  assert.equal(networks.hovertext[3], "network 4: 2.5 units of weight distance off this plane");
});

test("a curve bends over its dotted control points, a chain has none", () => {
  const dashes = (name) => Family.traces(landscapes[name], look).map(({ line }) => line?.dash);
  assert.deepEqual(dashes("curve"), ["dot", "8px,7px", undefined, undefined, undefined]);
  assert.ok(!dashes("chain").includes("dot"));
});

test("a cloud is two filled ellipses of its covariance about a cross", () => {
  const traces = Family.traces(landscapes.cloud, look);
  assert.deepEqual(traces.map(({ fill }) => fill).filter(Boolean), ["toself", "toself"]);
  near(Math.max(...traces[1].x), Math.sqrt(4 ** 2 + 1));
  near(Math.max(...traces[1].y), Math.sqrt(3 ** 2 + 1));
  assert.deepEqual(traces.at(-1).marker.symbol, ["cross", "circle", "circle"]);
  assert.match(traces.at(-1).hovertext[0], /^centre of the cloud; ellipses/);
});

test("in 3-D ways, faces and networks stand over the ground, the marker last", () => {
  const widths = (name) => raised(landscapes[name]).map(({ line }) => line?.width).filter(Boolean);
  assert.deepEqual(widths("curve"), [3, 7]);
  assert.deepEqual(widths("simplex"), [4]);
  assert.deepEqual(widths("joined"), [4, 4, 3, 7]);
  assert.deepEqual([raised(landscapes.curve).at(-1).x, raised(landscapes.cloud).length], [[1], 2]);
  const names = ReliefFamily.names(flat, { bottom: 0, top: 1 }, landscapes.members).map(({ text }) => text);
  assert.deepEqual(names, ["network 1", "network 2", "network 3", "networks 4, 5 (2.5 off)", ""]);
});

test("a name stands below where another's stands above at the same place", () => {
  const point = { x: 1, y: 4, off: 2, shape: "network" };
  const geometry = { x: [0, 10], y: [0, 10], vertices: [[1, 4], [9, 0]] };
  assert.equal(Shapes.aside(point, [point], geometry), "top center");
  assert.equal(Shapes.aside(point, [point, { ...point, off: 0 }], geometry), "bottom center");
});

test("before there is a plane nothing is drawn", () => {
  assert.deepEqual(Family.traces({ drawing: null }, look), []);
});
