/* The card "Draw and disturb": which image, what is done to it, and what the networks say along it. */

import * as Api from "../base/api.js";
import { byId, choice, html, text } from "../base/dom.js";
import * as Exports from "../base/export.js";
import * as Pace from "../base/pace.js";
import * as Panels from "../base/panels.js";
import * as Notices from "../base/notices.js";
import * as AlongInfluence from "./along_influence.js";
import * as DisturbChart from "./disturb_chart.js";
import * as DisturbFigure from "./disturb_figure.js";
import * as Pad from "../images/pad.js";
import * as Words from "../weights/words.js";

const PAUSE = 150; // milliseconds between two requests while one draws or moves
const BLANK = "Draw in the frame, or drop an image file on this card.";

const ALIKE = "Seen cut out, scaled and centred, as the images of this data set were. ";

/* `influences` are the catalog's, `centred` whether its images are drawings that were made alike.
   Returns what ends it. */
function create(state, influences, centred) {
  const own = (view) => ((view.source = "own"), view.press("own"), ask(view));
  const view = { state, influences, centred, source: "chosen", visible: false, answers: {}, asked: {} };
  view.pad = Pad.create(() => own(view), centred);
  view.chart = DisturbChart.create((step) => stand(view, step));
  view.press = choice("disturb-source", (source) => ((view.source = source), ask(view)));
  view.queues = { whole: queue(view, whole), mine: queue(view, mine) };
  view.later = Pace.atMostEvery(PAUSE, () => send(view));
  const pressKind = choice("disturb-kind", (kind) => (take(view, kind), ask(view)));
  take(view, "rotation");
  pressKind("rotation");
  view.press("chosen");
  dress(state, influences);
  state.on(["gallery", "selected"], () => view.source === "chosen" && ask(view));
  state.on(["place"], () => ask(view));
  return watch(view);
}

function dress(state, influences) {
  byId("disturb").hidden = false;
  for (const id of ["pad", "disturb-image"]) byId(id).classList.toggle("ink", state.get().ink);
  for (const { name, sentence } of influences)
    byId("disturb-kind").querySelector(`[data-value="${name}"]`).title = sentence;
}

/* Nothing is asked while the card is out of sight: clicks on the map come first. */
function watch(view) {
  const observer = new IntersectionObserver(([entry]) => {
    view.visible = entry.isIntersecting;
    if (view.visible) ask(view);
  });
  observer.observe(byId("disturb"));
  const kept = Exports.add("disturb", DisturbFigure.of(view));
  return () => {
    kept();
    observer.disconnect();
    view.chart.close();
    Object.values(view.queues).forEach((each) => each.drop());
    if (byId("disturb")) byId("disturb").hidden = true;
  };
}

/* One quantity: its values and its slider. */
function take(view, kind) {
  view.influence = view.influences.find(({ name }) => name === kind);
  view.at = AlongInfluence.values(view.influence);
  view.zero = view.at.indexOf(0);
  view.step = view.zero;
  const slider = html("input", {
    type: "range",
    min: 0,
    max: view.at.length - 1,
    value: view.step,
    "aria-label": view.influence.title,
    oninput: (event) => stand(view, Number(event.target.value)),
  });
  byId("disturb-slider").replaceChildren(slider, html("output", {}));
}

function stand(view, step) {
  view.step = step;
  byId("disturb-slider").querySelector("input").value = String(step);
  show(view);
}

function subject({ source, pad, state }) {
  if (source === "own") {
    const image = pad.url();
    return image && { image };
  }
  const { gallery, selected } = state.get();
  return gallery ? { index: gallery.indices[selected] } : null;
}

function ask(view) {
  if (view.visible) view.later();
}

/* Only what is not known yet: a move on the map changes this network alone. */
function send(view) {
  const chosen = subject(view);
  const { run, place } = view.state.get();
  const about = chosen && JSON.stringify([chosen, view.influence.name]);
  if (about !== view.asked.whole) view.answers = {};
  const request = { about, run, chosen, place, kind: view.influence.name, at: view.at };
  if (about && about !== view.asked.whole) view.queues.whole.push({ ...request, part: "whole" });
  const from = about && place && about + JSON.stringify(place.point);
  if (from && from !== view.asked.mine) view.queues.mine.push({ ...request, part: "mine" });
  view.asked = { whole: about, mine: from };
  show(view);
}

/* First answers are handed on as what they are answers of. */
const predict = (run, who, name, { chosen, kind, at }, part) =>
  Api.question(`/runs/${run}/predictions`, AlongInfluence.body(who, chosen, kind, at), (words, early) =>
    part(words, early && { [name]: early }),
  );

async function whole(request, part) {
  const { id, reference: other } = request.run;
  const compared = other && other !== id;
  const [own, retrained] = await Promise.all([
    predict(id, AlongInfluence.subspace, "subspace", request, part),
    compared ? predict(other, AlongInfluence.reference, "reference", request, part) : null,
  ]);
  return own && { subspace: own, ...(retrained && { reference: retrained }) };
}

async function mine(request, part) {
  const own = await predict(request.run.id, AlongInfluence.here(request.place), "mine", request, part);
  return own && { mine: own };
}

function queue(view, work) {
  return Api.latest(
    work,
    (answer, { about }) => {
      if (about !== view.asked.whole) return;
      Object.assign(view.answers, answer);
      show(view);
    },
    (problem) => {
      Object.assign(view, { asked: {}, answers: {} });
      show(view);
      Notices.problem(problem);
    },
    (words) => {
      view.far = words;
      show(view);
    },
  );
}

function show(view) {
  const { answers, at, step, influence, state } = view;
  const { classes } = state.get();
  const { unit } = influence;
  const changes = answers.subspace ? AlongInfluence.changes(answers.subspace, at, classes) : [];
  const others = answers.reference
    ? AlongInfluence.changes(answers.reference, at, classes)
    : [];
  const marks = [
    ...others.map((change) => ({ ...change, role: "reference", who: "retrainings" })),
    ...changes.map((change) => ({ ...change, role: "subspace", who: "mean" })),
  ];
  view.chart.show({ ...answers, at, step, unit, classes, changes: marks });
  const amount = AlongInfluence.amount(at[step], unit);
  text(byId("disturb-slider").lastChild, AlongInfluence.number(at[step], unit));
  byId("disturb-slider").firstElementChild.setAttribute("aria-valuetext", `${influence.title} ${amount}`);
  picture(answers.subspace?.examples[step]);
  legend(view);
  text("disturb-words", words(view, changes, amount));
}

function picture(example) {
  const image = byId("disturb-image");
  if (!example) image.removeAttribute("src");
  else if (image.getAttribute("src") !== example.image) image.src = example.image;
  image.alt = example ? "The image as the networks see it" : "";
}

function legend({ state, answers }) {
  const { run } = state.get();
  const entries = [["subspace", Words.whole(run)]];
  if (answers.mine) entries.unshift(["here", "this network"]);
  if (answers.reference) entries.push(["retrainings", `${answers.reference.members.length} retrainings`]);
  byId("disturb-legend").replaceChildren(
    ...entries.map(([role, words]) =>
      html("span", { class: `entry ${role}` }, html("span", { class: "dot" }), words),
    ),
  );
}

function words({ source, pad, centred, answers, step, state, influence, far }, changes, amount) {
  if (source === "own" && !pad.url()) return BLANK;
  const { run, classes } = state.get();
  const { subspace, reference, mine } = answers;
  if (!subspace) return far || "\u00a0";
  const say = (who, answer) => answer && `${who} ${AlongInfluence.says(answer, step, classes)}`;
  const parts = [
    say(Words.whole(run), subspace),
    say("retrainings", reference),
    say("this network", mine),
  ];
  const turned = changes
    .slice(0, 5)
    .map(({ at, words }) => `${words} at ${AlongInfluence.amount(at, influence.unit)}`);
  const more = changes.length > 5 ? `, and ${changes.length - 5} more` : "";
  const label = turned.length ? `Label changes: ${turned.join(", ")}${more}.` : "The label does not change.";
  const alike = source === "own" && centred ? ALIKE : "";
  return `${alike}At ${amount}: ${parts.filter(Boolean).join("; ")}. ${label}`;
}

Panels.add(({ state, catalog }) => {
  const { dataset } = state.get().run.recipe;
  const { centred } = catalog.datasets.find(({ name }) => name === dataset) ?? {};
  return create(state, catalog.influences, Boolean(centred));
});
