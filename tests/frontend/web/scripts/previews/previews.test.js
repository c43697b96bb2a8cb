import assert from "node:assert/strict";
import { test } from "node:test";

import "../catalog.js";
import * as ContourLines from "#page/map/contour_lines.js";
import * as PreviewFigure from "#page/previews/preview_figure.js";
import * as Previews from "#page/previews/previews.js";

const preview = (epoch, loss = 0.2, networks = 2, skipped = 0) => ({
  epoch,
  skipped,
  examples: 1000,
  geometry: {
    x: [-1, 0, 1, 2, 3],
    y: [-1, 0, 1],
    vertices: Array.from({ length: networks }, (_, index) => [index, 0]),
    vertex_names: Array.from({ length: networks }, (_, index) => `network ${index + 1}`),
  },
  values: { loss: [[loss, 1, null]], accuracy: [[0.9, 0.5, null]] },
  vertices: Array.from({ length: networks }, (_, vertex) => ({ vertex, loss: loss + vertex / 10, accuracy: 0.9 })),
});

test("previews stand in the order of their epochs, each once", () => {
  const first = preview(2);
  const list = [preview(3), first, preview(1), preview(2, 0.7)].reduce(Previews.withPreview, []);
  assert.deepEqual(
    list.map(({ epoch }) => epoch),
    [1, 2, 3],
  );
  assert.equal(list[1], first);
});

test("one scale holds for all epochs", () => {
  const scale = Previews.scaleOf([preview(1, 0.8), preview(2, 0.1)], "loss");
  assert.equal(scale.best, 0.1);
  assert.equal(scale.position(scale.height(0.1)), 0);
});

test("a few networks are named, of many the range is said", () => {
  assert.equal(Previews.said(preview(1), "loss"), "network 1 0.2, network 2 0.3");
  assert.equal(Previews.said(preview(1, 0.2, 4), "loss"), "4 networks 0.2 to 0.5");
  assert.equal(Previews.said(preview(1, 0.2, 1), "accuracy"), "network 1 90.0 %");
});

test("beside a figure stands by how much it has changed", () => {
  assert.equal(Previews.said(preview(2, 0.15), "loss", preview(1)), "network 1 0.15 (−0.05), network 2 0.25 (−0.05)");
  assert.equal(Previews.said(preview(2), "loss", preview(1)), "network 1 0.2, network 2 0.3");
});

test("of a way the worst between its networks is said", () => {
  const way = (middle) => ({
    ...preview(1),
    trail: [[0, 0], [1, 0.5], [2, 0]],
    values: { loss: [[1, 1, 1, 1, 1], [0.2, 0.2, middle, 0.2, 0.2], [0.4, 0.4, 0.5, 0.4, 0.4]] },
  });
  assert.equal(Previews.said(way(0.3), "loss", way(0.5)), "network 1 0.2, network 2 0.3, between them at most 0.4 (−0.1)");
});

test("control points are no networks, and what overflows is said to", () => {
  const curve = preview(1, 0.2, 3);
  curve.geometry.vertex_names[1] = "control point";
  curve.vertices[2].loss = null;
  assert.equal(Previews.said(curve, "loss"), "network 1 0.2, network 3 overflows");
});

test("it is said how finely it was computed, and what was left out", () => {
  assert.equal(Previews.grain(preview(1)), "5 × 3 on 1,000 images");
  assert.match(Previews.grain(preview(3, 0.2, 2, 1)), /; 1 epoch before it not drawn$/);
  const kept = ["epoch 3", "5 × 3 on 1,000 images", "1 epoch before it not drawn"];
  assert.deepEqual(PreviewFigure.lines(preview(3, 0.2, 2, 1)), kept);
  assert.match(Previews.across(preview(1)), /^4 units of weight distance across$/);
});

test("a replay of many epochs is faster, never a flicker", () => {
  assert.equal(Previews.pause(2), 1600);
  assert.equal(Previews.pause(30), 500);
  assert.equal(Previews.pause(1000), 300);
});

test("the hand is nearest to the point of its row, counted from below", () => {
  assert.deepEqual(Previews.nearest(preview(1), 0, 1), [0, 0]);
  assert.deepEqual(Previews.nearest(preview(1), 1, 0), [2, 4]);
  assert.deepEqual(Previews.nearest(preview(1), 0.55, 0.4), [1, 2]);
});

test("contour lines of a slope stand where it has the level", () => {
  const slope = [0, 1, 2].map(() => [0, 1, 2, 3]);
  const pieces = ContourLines.pieces(slope, 1.5);
  assert.equal(pieces.length, 2);
  for (const [x] of pieces.flat()) assert.equal(x, 1.5);
});

test("a saddle has two lines, a missing corner none", () => {
  const saddle = [
    [1, 0],
    [0, 1],
  ];
  assert.equal(ContourLines.pieces(saddle, 0.5).length, 2);
  saddle[0][0] = null;
  assert.deepEqual(ContourLines.pieces(saddle, 0.5), []);
});
