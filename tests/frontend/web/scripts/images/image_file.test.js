import assert from "node:assert/strict";
import { test } from "node:test";

import * as ImageFile from "#page/images/image_file.js";
import * as Link from "#page/share/link.js";

const bytes = (text) => new TextEncoder().encode(text);

function png(width, height) {
  const head = new Uint8Array(32);
  head.set([0x89, 0x50, 0x4e, 0x47]);
  const view = new DataView(head.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return head;
}

test("a drawing in SVG is refused by what it holds, whatever it is called", () => {
  for (const text of ["<svg xmlns='x'>", '<?xml version="1.0"?>\n<SVG>', "<!-- made by hand -->\n<svg\n"])
    assert.match(ImageFile.refusal("seven.png", 100, bytes(text)), /seven\.png is an SVG drawing.*save it as a PNG/);
  assert.equal(ImageFile.refusal("seven.svg", 100, png(28, 28)), null);
});

test("a huge image is refused before it is unpacked", () => {
  assert.match(ImageFile.refusal("a.png", 1000, png(20000, 20000)), /20,000 × 20,000 pixels.*Save it smaller/);
  assert.equal(ImageFile.refusal("a.png", 1000, png(8192, 8192)), null);
  assert.match(ImageFile.refusal("a.jpg", 40 * 2 ** 20, bytes("JFIF")), /40 MiB; at most 32/);
});

test("an image of one colour shows nothing", () => {
  const grey = (value) => [value, value, value, 255];
  assert.equal(ImageFile.plain(Uint8ClampedArray.from([...grey(7), ...grey(8)])), true);
  assert.equal(ImageFile.plain(Uint8ClampedArray.from([...grey(7), ...grey(70)])), false);
});

test("a link to an image that there is not is said", () => {
  const mnist = { title: "MNIST", test_examples: 10000 };
  assert.equal(Link.outside(9999, mnist), null);
  assert.match(Link.outside(99999999, mnist), /test image 99,999,999; MNIST has the numbers 0 to 9,999/);
});

test("a drawing on paper is told by its corners", () => {
  const [dark, light] = [[0, 0, 0, 255], [250, 250, 250, 255]];
  assert.equal(ImageFile.onPaper([light, light, light, dark]), true);
  assert.equal(ImageFile.onPaper([dark, dark, dark, light]), false);
});
