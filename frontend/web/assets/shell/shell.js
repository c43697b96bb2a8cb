/* The header: which page is open, what the workers do, signing out. */
(function (paysage) {
  "use strict";

  const EVERY = 10000; // milliseconds
  const { byId, text } = paysage.dom;

  function isOpen(href, path) {
    return href === "/" ? path === "/" || path.startsWith("/explore") : path.startsWith(href);
  }

  function showPage(path) {
    for (const link of document.querySelectorAll("#nav a")) {
      if (isOpen(new URL(link.href).pathname, path)) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    paysage.theme.apply();
  }

  function sentence(training, waiting) {
    if (training + waiting === 0) return "idle";
    const parts = [training ? `${training} training` : "", waiting ? `${waiting} waiting` : ""];
    return parts.filter(Boolean).join(", ");
  }

  async function activity() {
    if (document.hidden) return;
    const { running: training, queued: waiting, troubles } = await paysage.api.get("/status");
    paysage.troubles.show(troubles);
    const chip = byId("activity");
    chip.hidden = false;
    chip.classList.toggle("active", training > 0);
    chip.title = "Runs in training, and runs waiting for a worker or for other runs.";
    text(chip, sentence(training, waiting));
  }

  function begin() {
    const look = () => activity().catch(() => undefined);
    document.addEventListener("visibilitychange", look);
    setInterval(look, EVERY);
    look();
  }

  let begun = false;
  function show_page(path) {
    if (!begun) begin();
    begun = true;
    requestAnimationFrame(() => showPage(path));
    return window.dash_clientside.no_update;
  }

  paysage.shell = { isOpen, sentence };
  if (globalThis.window) {
    window.dash_clientside = window.dash_clientside ?? {};
    window.dash_clientside.paysage = { ...window.dash_clientside.paysage, show_page };
  }
})((globalThis.paysage ??= {}));
