/* The catalog as the service gives it; learnt by whoever imports this. */

import { readFileSync } from "node:fs";

import * as Catalog from "#page/base/catalog.js";

Catalog.learn(JSON.parse(readFileSync(process.env.CATALOG)));
