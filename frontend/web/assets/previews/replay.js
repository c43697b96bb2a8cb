/* How the map formed: its previews over it, epoch by epoch, until one goes back to the map. */

import * as Api from "../base/api.js";
import { byId, html, svg, text } from "../base/dom.js";
import * as Exports from "../base/export.js";
import * as Panels from "../base/panels.js";
import * as PreviewFigure from "./preview_figure.js";
import * as PreviewMap from "./preview_map.js";
import * as Previews from "./previews.js";
import * as Ramp from "../map/ramp.js";

const STILL = "(prefers-reduced-motion: reduce)";
const ICONS = { play: "M4 2l9 6-9 6z", pause: "M4 2h3v12H4zM9 2h3v12H9z", close: "M3 3l10 10M13 3L3 13" };

export async function open({ state, scope }) {
  const { run } = state.get();
  const previews = await Api.get(`/runs/${run.id}/previews`).catch(() => []);
  if (scope.ended() || previews.length < 2) return;
  const view = { state, run, previews, at: 0, timer: null, map: null };
  const opener = byId("replay-open");
  opener.onclick = () => begin(view);
  const offer = ({ landscape }) => (opener.hidden = !landscape?.geometry || view.map !== null);
  offer(state.get());
  state.on(["landscape"], (now) => {
    if (now.landscape?.id !== view.landscape?.id) end(view); // another face of the family
    offer(now);
  });
  state.on(["metric"], () => view.map && show(view, view.at));
  scope.add(() => (end(view), (opener.hidden = true)));
  const whole = { previews, state, scale: (landscape) => scale(view, landscape, "loss") };
  scope.add(Exports.add("map", PreviewFigure.of(whole)));
}

/* Over the map, and in place of the line below it. */
function begin(view) {
  const { state } = view;
  const sheet = document.querySelector("#map .map-sheet");
  if (!sheet || view.map) return;
  const { metric, landscape } = state.get();
  view.landscape = landscape;
  const known = metric in view.previews[0].values;
  state.set({ subject: "all", imageMap: null, ...(known ? {} : { metric: "loss" }) });
  view.map = PreviewMap.create(view.run, state.get().classes.length, "The map as it was after this epoch");
  view.map.sheet.addEventListener("pointerdown", (event) => event.stopPropagation());
  sheet.append(view.map.sheet);
  byId("replay").replaceChildren(...controls(view));
  dress(view, true);
  show(view, 0);
  view.play.focus();
  if (!window.matchMedia(STILL).matches) play(view);
}

function controls(view) {
  const { previews } = view;
  view.play = button("Play", "play", () => toggle(view));
  view.slider = html("input", {
    type: "range",
    min: 0,
    max: previews.length - 1,
    value: 0,
    "aria-label": "Epoch",
    oninput: () => (stop(view), show(view, Number(view.slider.value))),
  });
  view.words = html("span", { class: "replay-words" });
  byId("replay").onkeydown = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    end(view);
  };
  return [view.play, view.slider, view.words, button("Back to the map", "close", () => end(view))];
}

const icon = (name) => svg("svg", { viewBox: "0 0 16 16", class: "icon" }, svg("path", { d: ICONS[name] }));
const button = (words, name, onclick) =>
  html("button", { type: "button", class: "plain", title: words, "aria-label": words, onclick }, icon(name));

function show(view, at) {
  const { state, previews } = view;
  const { metric: chosen, landscape } = state.get();
  const preview = previews[(view.at = at)];
  const metric = chosen in preview.values ? chosen : "loss";
  const before = previews[at - 1] ?? null;
  view.map.show(preview, metric, scale(view, landscape, metric), before);
  view.slider.value = at;
  view.slider.setAttribute("aria-valuetext", `epoch ${preview.epoch}`);
  const last = view.run.progress?.total_epochs ?? previews.at(-1).epoch;
  text(view.words, `epoch ${preview.epoch} of ${last} · ${metric} of ${Previews.said(preview, metric, before)}`);
  view.words.title = view.words.textContent;
}

/* That of the final map, once it is known. */
function scale({ previews }, landscape, metric) {
  if (landscape.phase !== "completed") return Previews.scaleOf(previews, metric);
  return Ramp.scaleOf(metric, landscape.values[metric]);
}

function toggle(view) {
  if (view.timer) return stop(view);
  if (view.at === view.previews.length - 1) show(view, 0);
  return play(view);
}

/* One after the other; the last one stays. */
function play(view) {
  view.timer = setTimeout(() => {
    show(view, view.at + 1);
    return view.at === view.previews.length - 1 ? stop(view) : play(view);
  }, Previews.pause(view.previews.length));
  mark(view);
}

function stop(view) {
  clearTimeout(view.timer);
  view.timer = null;
  mark(view);
}

function mark({ play: pressed, timer }) {
  const words = timer ? "Pause" : "Play";
  pressed.replaceChildren(icon(words.toLowerCase()));
  pressed.setAttribute("aria-label", words);
  pressed.title = words;
}

function end(view) {
  if (!view.map) return;
  const inside = byId("replay")?.contains(document.activeElement);
  stop(view);
  view.map.close();
  view.map.sheet.remove();
  view.map = null;
  dress(view, false);
  if (inside) byId("replay-open").focus();
}

function dress(view, on) {
  for (const [id, hidden] of [
    ["replay", !on],
    ["replay-open", on],
  ])
    if (byId(id)) byId(id).hidden = hidden;
  byId("replay")?.parentElement.classList.toggle("replaying", on);
}

Panels.add((context) => void open(context));
