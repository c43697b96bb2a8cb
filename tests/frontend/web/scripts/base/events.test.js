import assert from "node:assert/strict";
import { test } from "node:test";

import * as Events from "#page/base/events.js";

/* A page and its streams: those that are open, and what each was opened with. */
function page({ hidden }) {
  const opened = [];
  const seen = (globalThis.document = Object.assign(new EventTarget(), { hidden }));
  globalThis.EventSource = class extends EventTarget {
    constructor(url) {
      super();
      opened.push(Object.assign(this, { url, closed: false }));
    }
    close() {
      this.closed = true;
    }
  };
  const show = (shown) => ((seen.hidden = !shown), seen.dispatchEvent(new Event("visibilitychange")));
  const tell = (id, data) =>
    opened.at(-1).dispatchEvent(Object.assign(new Event("tile"), { lastEventId: id, data: JSON.stringify(data) }));
  return { opened, show, tell, open: () => opened.filter((each) => !each.closed) };
}

test("a page that is hidden follows nothing, and resumes where it broke off", () => {
  const { opened, show, tell, open } = page({ hidden: false });
  const heard = [];
  const end = Events.follow("/landscapes/a", { tile: (event) => heard.push(event) });
  tell("7", { level: 1 });
  show(false);
  assert.deepEqual(open(), []);
  show(true);
  show(true);
  assert.deepEqual(
    opened.map((each) => each.url),
    ["/api/v1/landscapes/a/events", "/api/v1/landscapes/a/events?after=7"],
  );
  tell("8", { level: 2 });
  assert.deepEqual(heard, [{ level: 1 }, { level: 2 }]);
  end();
  show(false);
  show(true);
  assert.deepEqual(open(), []);
});

test("a page that is opened in the background begins when it is looked at", () => {
  const { show, open } = page({ hidden: true });
  Events.follow("/runs/a", {});
  assert.deepEqual(open(), []);
  show(true);
  assert.equal(open().length, 1);
});
