/* Plotly comes with the page that draws with it: no other one waits for its five megabytes. */
(function (paysage) {
  "use strict";

  const FILE = "/_dash-component-suites/plotly/package_data/plotly.min.js";
  let asked = false;

  /* Whoever needs it looks for `window.Plotly` meanwhile. */
  function load() {
    if (asked || window.Plotly) return;
    asked = true;
    const script = document.createElement("script");
    script.src = FILE;
    script.onerror = () => {
      asked = false;
      paysage.notices.show("A part of the page did not arrive: reload it.");
    };
    document.head.append(script);
  }

  const drawsAt = (path) => path === "/" || path.startsWith("/explore");

  paysage.plotly = { drawsAt, load };
  if (globalThis.document && drawsAt(window.location.pathname)) load();
})((globalThis.paysage ??= {}));
