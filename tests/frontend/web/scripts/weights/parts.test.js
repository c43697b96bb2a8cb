import assert from "node:assert/strict";
import { test } from "node:test";

import "../catalog.js";
import * as RibbonWays from "#page/weights/ribbon_ways.js";
import * as Faces from "#page/map/faces.js";
import * as Here from "#page/profile/here.js";
import * as Parts from "#page/weights/parts.js";
import * as Place from "#page/weights/place.js";
import * as Ways from "#page/weights/ways.js";
import * as Words from "#page/weights/words.js";

const near = (a, b, tolerance = 1e-6) => assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);
const sum = (list) => list.reduce((total, value) => total + value, 0);
const run = (method, options = {}) => ({ recipe: { method, options } });

/* Two networks joined over a shared vertex in the plane and one beside it. */
const joined = {
  id: "aaaaaaaaaaaa",
  level: 1,
  strides: [1],
  geometry: {
    x: [-10, 20],
    y: [-5, 15],
    vertices: [
      [0, 0],
      [10, 0],
      [5, 5],
      [5, 2],
    ],
    vertex_names: ["network 1", "network 2", "connector 1", "connector 2"],
    distances: [0, 0, 0, 3],
    random_axes: [],
    parts: [
      [0, 2, 3],
      [1, 2, 3],
    ],
  },
  profile: {
    trail: {
      t: [0, 0.5, 1],
      x: [0, 5, 10],
      y: [0, 5, 0],
      coefficients: [
        [1, 0, 0, 0],
        [0, 0, 1, 0],
        [0, 1, 0, 0],
      ],
      loss: [1, 1, 1],
      barrier: 0,
    },
    straight: {
      t: [0, 1],
      x: [0, 10],
      y: [0, 0],
      coefficients: [
        [1, 0, 0, 0],
        [0, 1, 0, 0],
      ],
      loss: [1, 2],
      barrier: 1,
    },
  },
};

/* A cloud with deviations of 2 along x and 1 along y. */
const cloud = {
  id: "bbbbbbbbbbbb",
  level: 1,
  strides: [1],
  values: {
    loss: [
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ],
  },
  geometry: {
    x: [-6, 0, 6],
    y: [-4, 0, 4],
    vertices: [
      [0, 0],
      [2, 0],
      [0, 1],
      [0, 0],
    ],
    vertex_names: ["centre", "deviation 1", "deviation 2", ""],
    distances: [0, 0, 0, 1],
    random_axes: [],
    parts: [[0, 1, 2, 3]],
  },
  profile: { trail: null, straight: null },
};

test("a click on a vertex of a complex is that network, on an edge its coefficients", () => {
  assert.deepEqual(Place.clicked("complex", joined, 5, 2, 100).point, { member: 3 });
  const walked = Place.clicked("complex", joined, 2.5, 2.5, 100);
  near(walked.walk, 0.25);
  walked.coefficients.forEach((a, index) => near(a, [0.5, 0, 0.5, 0][index]));
  assert.equal(Place.clicked("complex", joined, 15, 10, 100).kind, "plane");
});

test("a click inside a simplex that lies in the plane gives its coefficients", () => {
  const geometry = { ...joined.geometry, distances: [0, 0, 0, 0], parts: [[0, 1, 2], [3]] };
  const found = Place.clicked("complex", { ...joined, geometry, profile: {} }, 4, 1, 1000);
  found.coefficients.forEach((a, index) => near(a, [0.5, 0.3, 0.2, 0][index]));
  assert.equal(found.mixed, true);
});

test("a complex of one simplex is shown as a simplex", () => {
  assert.ok(Parts.isOneSimplex("complex", { parts: [[0, 1, 2]] }));
  assert.ok(!Parts.isOneSimplex("complex", joined.geometry));
  assert.ok(!Parts.isOneSimplex("gaussian", cloud.geometry));
});

test("inside a cloud a click says how many standard deviations it is out", () => {
  const found = Place.clicked("gaussian", cloud, 3, -1, 100);
  found.sigmas.forEach((z, index) => near(z, [1.5, -1][index]));
  found.coefficients.forEach((a, index) => near(a, [0.5, 1.5, -1, 0][index]));
  assert.equal(Here.spoken(found, []), "+1.50 σ across, −1.00 σ up");
  assert.deepEqual(Place.clicked("gaussian", cloud, 0.05, 0, 100).point, { member: 0 });
  assert.equal(Place.clicked("gaussian", cloud, 6, 4, 100).kind, "plane");
});

test("every family has a start, a way and a profile", () => {
  const single = {
    ...cloud,
    geometry: { ...cloud.geometry, vertices: [[0, 0]], distances: [0], parts: [[0]] },
  };
  const cases = [
    ["complex", "spro", joined],
    ["complex", "two_lines", { ...joined, profile: { ...joined.profile, trail: null } }],
    ["gaussian", "swag", cloud],
    ["gaussian", "laplace_last_layer", single],
    ["dropout", "mc_dropout", single],
    ["members", "snapshot", { ...joined, profile: { ...joined.profile, trail: null } }],
  ];
  for (const [kind, method, landscape] of cases) {
    const began = Place.start(kind, landscape);
    assert.ok(began.point, method);
    const way = RibbonWays.of(kind, run(method).recipe, landscape);
    assert.equal(way.points.length, way.at.length);
    assert.ok(way.at.every((at) => at >= 0 && at <= 1 + 1e-9));
    for (const { coefficients } of way.points) if (coefficients) near(sum(coefficients), 1);
    const profile = Ways.of(kind, landscape);
    assert.ok(profile.lines.length && profile.words.length, method);
    assert.ok(profile.toPlace(0.5).point, method);
    assert.ok(Words.whole(run(method)) && Words.networks(run(method)), method);
  }
});

test("ways that do not meet are drawn with a gap, and lead to places of their own part", () => {
  const apart = { ...joined, profile: { ...joined.profile, trail: null } };
  apart.geometry = {
    ...joined.geometry,
    parts: [
      [0, 2],
      [1, 3],
    ],
  };
  const way = RibbonWays.of("complex", run("two_lines").recipe, apart);
  assert.equal(way.breaks.length, 1);
  const [first, second] = [way.place(0, apart), way.place(1, apart)];
  assert.deepEqual(first.coefficients, [1, 0, 0, 0]);
  assert.deepEqual(second.coefficients, [0, 0, 0, 1]);
  assert.equal(way.value(second), 1);
  assert.deepEqual(
    way.ticks.map(({ label }) => label),
    ["line 1", "line 2"],
  );
});

test("corners of a chain are named on its profile", () => {
  const trail = {
    ...joined.profile.trail,
    coefficients: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  };
  const names = ["network 1", "network 2", "network 3"];
  const geometry = {
    ...joined.geometry,
    vertices: joined.geometry.vertices.slice(0, 3),
    distances: [0, 0, 0],
    vertex_names: names,
    parts: [],
  };
  const chain = { ...joined, geometry, profile: { ...joined.profile, trail } };
  const shown = Ways.of("curve", chain);
  assert.deepEqual(shown.ticks, [{ at: 0.5, label: "network 2" }]);
  assert.match(shown.words[0][1], /^along the chain/);
});

test("the profile says how high the barrier is, that there is none, or that nobody can tell", () => {
  const said = (barrier) =>
    Ways.of("curve", { ...joined, profile: { ...joined.profile, straight: { ...joined.profile.straight, barrier } } }).words[1][1];
  assert.equal(said(0.25), "straight across: barrier 0.25 nats");
  assert.equal(said(0.0214), "straight across: barrier 0.021 nats");
  assert.equal(said(0), "straight across: no barrier");
  assert.equal(said(1e-9), "straight across: no barrier");
  assert.equal(said(null), "straight across: the loss overflows");
});

test("a place in a complex is spoken with the names of its vertices", () => {
  const found = Place.inComplex(joined.geometry, [0.25, 0, 0.75, 0]);
  assert.equal(Here.spoken(found, joined.geometry.vertex_names), "0.25 network 1 + 0.75 connector 1");
});

test("faces are offered where one map cannot show the family", () => {
  const offered = (kind, geometry) => Faces.of(kind, geometry).map(({ label }) => label);
  const vertices = [0, 1, 2, 3].map(() => [0, 0]);
  const names = [1, 2, 3, 4].map((number) => `vertex ${number}`);
  assert.equal(offered("simplex", { vertices, vertex_names: names }).length, 4);
  assert.equal(offered("simplex", { vertices, vertex_names: names })[0], "vertices 1, 2, 3");
  assert.deepEqual(offered("simplex", { vertices: vertices.slice(1), vertex_names: names }), []);
  assert.deepEqual(offered("complex", joined.geometry), ["simplex 1", "simplex 2"]);
  const lines = {
    ...joined.geometry,
    parts: [
      [0, 1],
      [2, 3],
    ],
  };
  assert.deepEqual(Faces.of("complex", lines)[1], { label: "line 2", vertices: [2, 0, 3] });
  assert.deepEqual(offered("gaussian", cloud.geometry), []);
  assert.deepEqual(offered("members", joined.geometry), []);
});

test("the first map is that of the whole family", () => {
  const map = (id, created_at, vertices) => ({
    id,
    created_at,
    failure: null,
    request: { plane: { vertices } },
  });
  assert.equal(Faces.first([map("a", "1", null), map("b", "2", [0, 1, 2])]).id, "a");
  assert.equal(Faces.first([map("b", "2", [0, 1, 2])]).id, "b");
  assert.equal(Faces.first([]), undefined);
});
