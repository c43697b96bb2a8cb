import assert from "node:assert/strict";
import { test } from "node:test";

import * as Theme from "#page/shell/theme.js";

test("the theme turns from the system's to light to dark and back", () => {
  assert.deepEqual(["auto", "light", "dark"].map(Theme.next), ["light", "dark", "auto"]);
});
