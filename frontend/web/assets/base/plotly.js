/* Plotly comes with the page that draws with it: no other one waits for its five megabytes. */

import * as Notices from "./notices.js";

const FILE = "/_dash-component-suites/plotly/package_data/plotly.min.js";
let asked = false;

/* Whoever needs it looks for `window.Plotly` meanwhile. */
export function load() {
  if (asked || window.Plotly) return;
  asked = true;
  const script = document.createElement("script");
  script.src = FILE;
  script.onerror = () => {
    asked = false;
    Notices.show("A part of the page did not arrive: reload it.");
  };
  document.head.append(script);
}

export const drawsAt = (path) => path === "/" || path.startsWith("/explore");

if (globalThis.document && drawsAt(window.location.pathname)) load();
