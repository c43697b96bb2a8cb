/* Whose map is shown: of all images, of the chosen image, or of one class. */

import * as Api from "../base/api.js";
import { byId, html, text } from "../base/dom.js";
import * as Numbers from "../base/numbers.js";
import * as Pace from "../base/pace.js";
import * as Notices from "../base/notices.js";
import * as Metrics from "../weights/metrics.js";
import * as Growth from "./growth.js";

const PAUSE = 2000; // milliseconds between questions about a growing landscape
const [ALL, CHOSEN, CLASS] = ["all", "chosen", "class"];
const GONE = 404;
const LEFT_OUT = 422;

/* What to ask the service for, or null where the whole grid is shown. */
export function question({ subject, gallery, selected }) {
  if (subject === CHOSEN) return gallery ? `index=${gallery.indices[selected]}` : null;
  return subject.startsWith(CLASS) ? `class=${subject.slice(CLASS.length)}` : null;
}

/* The landscape as the map draws it: a class has its own values, an image its labels too. */
export function seen(state) {
  const { landscape, subject, imageMap } = state;
  if (!landscape || !imageMap || subject === ALL) return state;
  const values = { loss: imageMap.loss, accuracy: imageMap.accuracy };
  if (subject === CHOSEN) return { ...state, landscape: { ...landscape, imageMap } };
  return { ...state, landscape: { ...landscape, values } };
}

/* As the map draws it, with its metric. */
export const drawn = (state) => Metrics.seen(seen(state));

export function words({ subject, imageMap, left, classes }) {
  if (subject === ALL) return "";
  if (!imageMap) return left ?? "asking …";
  const count = Numbers.count(imageMap.examples);
  if (subject !== CHOSEN) return `${count} images labelled ${classes[imageMap.target]}, their mean`;
  const known = imageMap.correct.flat().filter((right) => right !== null);
  const right = known.filter(Boolean).length;
  const part = known.length ? ` at ${Numbers.share(right / known.length, 0)} of the points` : "";
  return `Where image ${imageMap.index}, labelled ${classes[imageMap.target]}, is right:${part}`;
}

/* `drop` ends it. A click on an image of the gallery sets `subject` to "chosen". */
export function create(state) {
  const chooser = select(state);
  const back = html("button", { type: "button", class: "button small", onclick: leave }, "All images");
  back.title = "Back to the map of all images (Esc)";
  const line = html("span", { class: "subject-words muted", "aria-live": "polite" });
  byId("subject").replaceChildren(chooser, line, back);

  function leave() {
    if (state.get().subject !== ALL) state.set({ subject: ALL, imageMap: null, left: null });
  }

  const queue = Api.latest(
    ({ id, asked }) => Api.get(`/landscapes/${id}/examples?${asked}`),
    (imageMap, { asked }) => asked === question(state.get()) && state.set({ imageMap, left: null }),
    (problem) => refused(problem),
  );

  function refused(problem) {
    if (problem.status === LEFT_OUT)
      return state.set({ imageMap: null, left: "not among the images that this fine map keeps" });
    if (problem.status !== GONE) Notices.problem(problem);
    else if (!Growth.growing(state.get().landscape)) without(problem);
    return problem.status === GONE && state.get().landscape.completed_points === 0 ? undefined : leave();
  }

  /* A landscape that is older than these maps, or was stopped before its first point. */
  function without(problem) {
    chooser.disabled = true;
    chooser.title = problem.message;
  }

  function ask() {
    const { landscape } = state.get();
    const asked = question(state.get());
    if (asked && landscape?.completed_points && !chooser.disabled) queue.push({ id: landscape.id, asked });
  }

  function show() {
    const now = state.get();
    const shown = chooser.disabled ? ALL : now.subject;
    chooser.value = shown;
    byId("subject").parentElement.dataset.subject = shown.startsWith(CLASS) ? CLASS : shown;
    back.hidden = shown === ALL;
    text(line, chooser.disabled ? "" : words(now));
  }

  let last = null;
  state.on(["subject", "gallery", "selected"], (now) => {
    const asked = question(now);
    if (asked === last) return;
    last = asked;
    if (now.imageMap) state.set({ imageMap: null, left: null });
    ask();
  });
  state.on(["landscape"], Pace.atMostEvery(PAUSE, ask));
  state.on(["subject", "imageMap", "left"], show);
  const escape = (event) => event.key === "Escape" && !document.querySelector("dialog[open]") && leave();
  document.addEventListener("keydown", escape);
  show();
  return { drop: () => (queue.drop(), document.removeEventListener("keydown", escape)) };
}

function select(state) {
  const { classes } = state.get();
  const option = (value, label) => html("option", { value }, label);
  return html(
    "select",
    {
      "aria-label": "Images that the map is about",
      onchange: (event) => state.set({ subject: event.target.value, imageMap: null, left: null }),
    },
    option(ALL, "All images"),
    option(CHOSEN, "The chosen image"),
    classes.map((name, index) => option(`${CLASS}${index}`, `Labelled ${name}`)),
  );
}
