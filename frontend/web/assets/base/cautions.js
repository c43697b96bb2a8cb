/* Warnings before a training that only the service can give: how long, and compared with what. Pure. */

import * as Catalog from "./catalog.js";
import * as Numbers from "./numbers.js";

const LONG = 3600; // seconds

export function of(recipe, { seconds, reference }) {
  const found = [];
  if (seconds > LONG) {
    found.push(`This takes about ${Numbers.duration(seconds)} on this machine; fewer epochs, images or members take less.`);
  }
  if (!reference && Catalog.method(recipe.method)?.compared) {
    found.push(
      "There are no retrainings of this procedure: its spread will not count as a retraining uncertainty. “Fair comparison with 5 retrainings” trains them.",
    );
  }
  return found;
}
