import assert from "node:assert/strict";
import { test } from "node:test";

import * as Code from "#page/share/code.js";

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
