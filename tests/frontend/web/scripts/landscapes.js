/* A map of every kind of family, as the service gives it: by name. */

import { readFileSync } from "node:fs";

export default JSON.parse(readFileSync(process.env.LANDSCAPES));
