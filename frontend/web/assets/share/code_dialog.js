/* The dialog that shows a view as code, copies it and saves it. */

import { byId, choice, text } from "../base/dom.js";
import * as Files from "../base/files.js";
import * as Panels from "../base/panels.js";
import * as Clipboard from "../base/clipboard.js";
import * as Notices from "../base/notices.js";
import * as BasketPlaces from "../basket/basket_places.js";
import * as Code from "./code.js";
import * as Link from "./link.js";

const COPIED = 2000; // milliseconds that the button says so
const NAMES = { curl: "sh", python: "py", notebook: "ipynb" };

/* What the code is about; null as long as there is no map, no place or no image. */
function view(now) {
  const { run, landscape, metric, place, gallery, selected, classes, subject, pins, basket, sample } = now;
  if (!landscape?.geometry || !place || !gallery) return null;
  return {
    origin: window.location.origin,
    link: Link.here(),
    run: run.id,
    name: run.name,
    landscape: landscape.id,
    of: subjectOf(now),
    metric: mapped(metric, subject, landscape),
    trail: Boolean(landscape.profile?.trail),
    place,
    pins,
    ensemble: BasketPlaces.question({ basket, sample }, null),
    index: gallery.indices[selected],
    classes,
  };
}

/* Which images the map is about, as the service is asked; null for all. */
function subjectOf({ subject, gallery, selected }) {
  if (subject === "chosen") return { index: gallery.indices[selected] };
  return subject === "all" ? null : { class: Number(subject.slice("class".length)) };
}

/* The map of one class has two measures, that of one image its loss. */
function mapped(metric, subject, landscape) {
  if (subject === "chosen") return "loss";
  const known = subject === "all" ? Object.keys(landscape.values) : ["loss", "accuracy"];
  return known.includes(metric) ? metric : "loss";
}

const WRITTEN = {
  curl: (shown) => Code.curl(shown),
  python: (shown) => Code.python(shown),
  notebook: (shown) => JSON.stringify(Code.notebook(shown), null, 1),
};

/** @param {Panel} panel */
function create({ state }) {
  let kind = "python";
  const show = () => text("code-text", WRITTEN[kind](view(state.get())));
  choice("code-kind", (chosen) => ((kind = chosen), show()))(kind);
  byId("code-open").onclick = () => {
    if (!view(state.get())) return Notices.show("There is no map yet; wait for it, then ask for its code.");
    show();
    return byId("code").showModal();
  };
  byId("code-close").onclick = () => byId("code").close();
  byId("code-copy").onclick = copy;
  byId("code-save").onclick = () =>
    Files.save(`paysage-${state.get().run.id}.${NAMES[kind]}`, byId("code-text").textContent);
  byId("link-copy").onclick = () => Link.copy();
}

async function copy() {
  const done = await Clipboard.copy(byId("code-text").textContent);
  text("code-copy", done ? "Copied" : "Select it and copy it by hand");
  setTimeout(() => text("code-copy", "Copy"), COPIED);
}

Panels.add(create);
