import assert from "node:assert/strict";
import { test } from "node:test";

import * as Csv from "#page/base/csv.js";
import * as Early from "#page/base/early.js";
import * as SvgCopy from "#page/base/svg_copy.js";
import * as SvgSheet from "#page/base/svg_sheet.js";
import * as Addresses from "#page/weights/addresses.js";
import * as Code from "#page/share/code.js";
import * as Demo from "#page/tour/demo.js";
import * as MapDrawing from "#page/map/map_drawing.js";
import * as Merits from "#page/images/merits.js";
import * as Place from "#page/weights/place.js";
import * as TourPlace from "#page/tour/tour_place.js";
import * as TourSteps from "#page/tour/tour_steps.js";
import * as Keys from "#page/shell/keys.js";

const trail = { t: [0, 0.5, 1], x: [0, 5, 10], y: [0, 4, 0] };
const straight = { t: [0, 1], x: [0, 10], y: [0, 0], loss: [0.1, 0.1], loss_standard_error: [0, 0], barrier: 0 };
const vertices = [
  [0, 0],
  [5, 8],
  [10, 0],
];
const geometry = { vertices, distances: [0, 0, 0], x: [0, 10], y: [0, 10], vertex_names: ["a", "b", "c"] };
const curve = {
  family: "curve",
  run: { recipe: { method: "bezier", options: {} } },
  landscape: { id: "aaaaaaaaaaaa", geometry, profile: { trail, straight } },
};
const simplex = {
  family: "simplex",
  run: { recipe: { method: "simplex", options: { vertices: 3 } } },
  landscape: { id: "bbbbbbbbbbbb", geometry, profile: { trail: null, straight: null } },
};
const members = { ...simplex, family: "members" };
const cloud = {
  ...simplex,
  family: "gaussian",
  landscape: { ...simplex.landscape, geometry: { ...geometry, parts: [[0, 1, 2]] } },
};
const beside = ({ landscape }) => ({ landscape: landscape.id, geometry: landscape.geometry });

test("places come back from the address that they were given", () => {
  const there = (state, one) => Addresses.toPlace(Addresses.toAddress(one, beside(state)), state);
  const places = [
    [curve, Place.onTrail(trail, 0.25)],
    [curve, Place.onPlane("aaaaaaaaaaaa", 2, 3)],
    [curve, Place.onPlane("cccccccccccc", 2, 3)],
    [simplex, Place.inSimplex(geometry, [0.5, 0.3, 0.2])],
    [members, Place.atMember(geometry, 2)],
  ];
  for (const [state, one] of places) assert.deepEqual(there(state, one), one);
});

test("a place that this family has not is none", () => {
  for (const said of [{ t: 0.5 }, { walk: 0.5 }, { member: 9 }, { mix: [0.5, 0.5] }, { sigma: [1, 1] }])
    assert.equal(Addresses.toPlace(said, simplex), null);
  assert.equal(Addresses.toPlace({ member: 2 }, simplex), null, "vertices are named by coefficients");
  assert.equal(Addresses.toPlace({ member: 1 }, cloud), null, "a deviation is no network");
  assert.equal(Addresses.toPlace({ member: 0 }, cloud).member, 0);
});

test("what was asked early is handed out once, then asked anew", async ({ mock }) => {
  const [asked, late] = [[], []];
  mock.method(globalThis, "setTimeout", (work) => late.push(work));
  mock.method(globalThis, "fetch", async (path) => Response.json(asked.push(path.replace("/api/v1", ""))));
  Early.ask("/runs/a");
  assert.equal(await Early.get("/runs/a"), 1);
  assert.equal(await Early.get("/runs/a"), 2);
  assert.equal(await Early.get("/catalog"), 3);
  Early.ask("/runs/b");
  late.forEach((forget) => forget());
  assert.equal(await Early.get("/runs/b"), 5, "too old by then");
  assert.deepEqual(asked, ["/runs/a", "/runs/a", "/catalog", "/runs/b", "/runs/b"]);
});

test("rows are separated as spreadsheets read them, and say what they are about", () => {
  const rows = [
    ["class", "loss (nats)"],
    ['the "one", say', 0.5],
    [null, undefined],
  ];
  assert.equal(Csv.format(rows, ["run a"]), 'class,loss (nats)\r\n"the ""one"", say",0.5\r\n,\r\n# run a\r\n');
});

test("a legend is broken into lines that fit", () => {
  const placed = SvgSheet.arrange([{ words: "x".repeat(20) }, { words: "y".repeat(20) }, { words: "z" }], 250);
  assert.deepEqual(
    placed.map(({ x, y }) => [x === 0, y]),
    [
      [true, 0],
      [true, 18],
      [false, 18],
    ],
  );
});

test("a ramp is read out of its gradient, and mixed colours become plain ones", () => {
  assert.deepEqual(MapDrawing.stops("linear-gradient(to top, rgb(252,250,241) 0%, rgb(23 42 60) 100%)"), [
    { colour: "rgb(252,250,241)", offset: 0 },
    { colour: "rgb(23 42 60)", offset: 1 },
  ]);
  assert.equal(SvgCopy.plain("color(srgb 1 0.5 0 / 0.25)"), "rgba(255, 128, 0, 0.25)");
  assert.equal(SvgCopy.plain("rgb(1, 2, 3)"), "rgb(1, 2, 3)");
});

test("every figure of an evaluation has its unit", () => {
  const quality = { subspace: { accuracy: 0.98, nll: 0.06, scaled: { ece: 0.01 } } };
  const detection = { subspace: [{ score: "entropy", auroc: 0.9 }] };
  const rows = Merits.every({
    sets: [
      { name: "test", kind: "test", examples: 10, quality },
      { name: "kmnist", kind: "foreign", examples: 5, detection },
    ],
  });
  assert.deepEqual(rows.slice(1), [
    ["test", "test", 10, "subspace", "accuracy", "fraction", 0.98],
    ["test", "test", 10, "subspace", "nll", "nats", 0.06],
    ["test", "test", 10, "subspace", "scaled.ece", "fraction", 0.01],
    ["kmnist", "foreign", 5, "subspace", "entropy.auroc", "1", 0.9],
  ]);
});

test("a bubble never covers what it explains", () => {
  const view = { width: 1440, height: 900 };
  const bubble = { width: 330, height: 190 };
  for (const left of [0, 400, 1000])
    for (const top of [0, 300, 800])
      for (const width of [100, 700, 1400])
        for (const height of [40, 300, 880]) {
          const at = TourPlace.beside({ left, top, width, height }, bubble, view);
          if (!at) continue;
          const apart =
            at.left >= left + width || at.left + bubble.width <= left || at.top >= top + height || at.top + bubble.height <= top;
          assert.ok(apart && at.left >= 0 && at.top >= 0, JSON.stringify([left, top, width, height, at]));
        }
  assert.equal(TourPlace.beside({ left: 0, top: 0, ...view }, bubble, view), null);
});

test("the tour has six steps of two sentences for every family", () => {
  for (const family of ["curve", "simplex", "members"]) {
    const steps = TourSteps.of(family);
    assert.equal(steps.length, 6);
    for (const { words } of steps) assert.equal(words.match(/\.( |$)/g).length, 2, words);
  }
});

test("the demo goes along the whole way and back", () => {
  assert.equal(Demo.position(0), 0);
  assert.ok(Math.abs(Demo.position(12000) - 1) < 1e-9);
  assert.ok(Math.abs(Demo.position(24000)) < 1e-9);
});

test("keys are the page's only where nobody types, and arrows not where they move something else", () => {
  const at = (...names) => ({ closest: (wanted) => names.some((name) => wanted.split(", ").includes(name)) });
  assert.ok(Keys.meant({ key: "p", target: at() }));
  assert.ok(!Keys.meant({ key: "p", target: at("input") }));
  assert.ok(!Keys.meant({ key: "p", ctrlKey: true, target: at() }));
  assert.ok(Keys.meant({ key: "p", target: at(".gallery") }));
  assert.ok(!Keys.meant({ key: "ArrowLeft", target: at(".gallery") }));
});

const view = {
  origin: "http://127.0.0.1:8050",
  link: "http://127.0.0.1:8050/explore/aaaaaaaaaaaa?t=0.25",
  run: "aaaaaaaaaaaa",
  name: "It's a\nname",
  landscape: "bbbbbbbbbbbb",
  metric: "accuracy",
  trail: false,
  place: { point: { t: 0.25 }, x: 1, y: 2 },
  index: 7,
  classes: ["0", 'the "one"'],
  of: null,
  pins: { a: null, b: null },
  ensemble: null,
};

test("code asks for the same as the page", () => {
  assert.match(Code.curl(view), /--data '\{"point":\{"t":0.25\},"examples":\[7\],"images":false\}'/);
  assert.match(Code.python(view), /^# It's a name\n/);
  assert.match(Code.python(view), /point=Point\(t=0.25\),\n {4}examples=\[7\]/);
  assert.doesNotMatch(Code.python(view), /trail/);
  const { cells, nbformat } = Code.notebook(view);
  assert.equal(nbformat, 4);
  assert.deepEqual(
    cells.map(({ cell_type: kind }) => kind),
    ["markdown", "code", "code", "code", "code"],
  );
});

test("code rebuilds the class, A and B and the basket too", () => {
  const at = (t) => ({ kind: "t", t, point: { t }, x: t, y: 0 });
  const ensemble = { points: [{ t: 0 }, { t: 1 }], sample: { count: 4, concentration: 1 } };
  const whole = { ...view, of: { class: 3 }, pins: { a: at(0.1), b: at(0.9) }, ensemble };
  const python = Code.python(whole);
  assert.match(python, /for row in client\.image_map\("[^"]+", of_class=3\)\.accuracy\]/);
  assert.match(python, /"A": \(Point\(t=0\.1\), 0\.1, 0\),\n {4}"B": \(Point\(t=0\.9\), 0\.9, 0\),/);
  assert.match(python, /points=\[\n {8}Point\(t=0\),\n {8}Point\(t=1\),\n {4}\],\n {4}sample=Sample\(count=4, concentration=1\)/);
  const curl = Code.curl(whole);
  for (const part of [/examples\?class=3"/, /"point":\{"t":0\.1\}/, /"point":\{"t":0\.9\}/, /--data '\{"points":\[\{"t":0\},\{"t":1\}\],"sample"/])
    assert.match(curl, part);
  assert.equal(Code.notebook(whole).cells.length, 6);
});
