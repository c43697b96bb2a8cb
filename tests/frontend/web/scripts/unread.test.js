"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { unread } = require("./load.js")();

test("one sentence names what was not understood", () => {
  assert.equal(unread.sentence([]), null);
  assert.match(unread.sentence(["phase=new", "x"]), /^Parts of this link are not understood and left out: “phase=new”, “x”\. /);
  assert.match(unread.sentence(["a", "b", "c", "d", "e", "f", "g"]), /“e” and 2 more\. /);
  assert.ok(unread.sentence(["x".repeat(1000)]).length < 200);
});

test("what an address says and its page does not is what was not understood", () => {
  const said = "?phase=new&tag=a+b&starred=false&empty=&x=1";
  const found = unread.besides(said, new URLSearchParams({ tag: "a b" }), { starred: ["false"] });
  assert.deepEqual([...found], ["phase=new", "x=1"]);
});
