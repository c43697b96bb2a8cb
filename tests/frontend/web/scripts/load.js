/* The page's scripts in the order in which Dash loads them, without a browser. */
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const assets = path.join(__dirname, "../../../../frontend/web/assets");

module.exports = function load() {
  for (const folder of ["base", "explore", "shell"]) {
    for (const file of fs
      .readdirSync(path.join(assets, folder))
      .filter((name) => name.endsWith(".js"))
      .sort()) {
      const full = path.join(assets, folder, file);
      vm.runInThisContext(fs.readFileSync(full, "utf8"), { filename: full });
    }
  }
  return globalThis.paysage;
};
