/* The page of runs as an answer finds it: it may have been left meanwhile. */

import { clientside } from "../base/dash.js";
import * as Notices from "../base/notices.js";

export const GRID = "runs-grid";

/* Its parts are gone with the page. */
export function set(id, props) {
  if (document.getElementById(GRID)) clientside.set_props(id, props);
}

export function complain(problems) {
  problems.forEach(({ detail }) => Notices.show(detail));
}
