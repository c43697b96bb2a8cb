import assert from "node:assert/strict";
import { test } from "node:test";

import * as Unread from "#page/base/unread.js";

test("one sentence names what was not understood", () => {
  assert.equal(Unread.sentence([]), null);
  assert.match(Unread.sentence(["phase=new", "x"]), /^Parts of this link are not understood and left out: “phase=new”, “x”\. /);
  assert.match(Unread.sentence(["a", "b", "c", "d", "e", "f", "g"]), /“e” and 2 more\. /);
  assert.ok(Unread.sentence(["x".repeat(1000)]).length < 200);
});

test("what an address says and its page does not is what was not understood", () => {
  const said = "?phase=new&tag=a+b&starred=false&empty=&x=1";
  const found = Unread.besides(said, new URLSearchParams({ tag: "a b" }), { starred: ["false"] });
  assert.deepEqual([...found], ["phase=new", "x=1"]);
});
