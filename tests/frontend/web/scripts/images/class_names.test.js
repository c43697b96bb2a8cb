import assert from "node:assert/strict";
import { test } from "node:test";

import * as ClassNames from "#page/images/class_names.js";
import * as Ribbons from "#page/images/ribbons.js";

const CIFAR = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];
const LEFT = 30; // pixels for the numbers of the other axis
const axis = (names, width) => {
  const band = (width - LEFT) / names.length;
  return { band, right: width, x: (index) => LEFT + band * (index + 0.5) };
};
const half = ({ words }) => ClassNames.width(words) / 2;

function apart(found) {
  for (const one of found)
    for (const other of found)
      if (one.index < other.index && one.line === other.line)
        assert.ok(Math.abs(one.x - other.x) >= half(one) + half(other), `${one.words} is over ${other.words}`);
}

test("no name on an axis stands over another or leaves the drawing, however narrow it is", () => {
  for (const width of [900, 450, 195, 90])
    for (const names of [CIFAR, Array.from({ length: 100 }, (_, index) => `class number ${index}`)]) {
      const found = ClassNames.placed(names, axis(names, width));
      apart(found);
      assert.ok(found.length > 0);
      for (const one of found) assert.ok(one.x - half(one) >= 0 && one.x + half(one) <= width);
    }
});

test("on a wide axis all names stand whole; on that of a phone they are shortened, and all there", () => {
  const words = (width) => ClassNames.placed(CIFAR, axis(CIFAR, width)).map((one) => one.words);
  assert.deepEqual(words(450), CIFAR);
  assert.equal(words(195).length, 10);
  assert.equal(words(195)[1], "autom…");
});

test("digits need one line, and where there is no room for all, the first in order are named", () => {
  const digits = Array.from("0123456789");
  assert.ok(ClassNames.placed(digits, axis(digits, 220)).every(({ line }) => line === 0));
  const hundred = Array.from({ length: 100 }, (_, index) => `species ${index}`);
  const order = [57, ...hundred.keys()].filter((index, at) => at === 0 || index !== 57);
  assert.equal(ClassNames.placed(hundred, axis(hundred, 300), order)[0].index, 57);
});

test("a shortened name fits, and a short one stays as it is", () => {
  assert.equal(ClassNames.shortened("dog", 21), "dog");
  assert.equal(ClassNames.shortened("automobile", 42), "autom…");
});

test("a digit is said with what it is, a word by itself", () => {
  assert.equal(Ribbons.said("3"), "class 3");
  assert.equal(Ribbons.said("automobile"), "automobile");
});
