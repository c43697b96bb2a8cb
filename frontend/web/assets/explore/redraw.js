/* From the page's state to each view: what it shows now. */

import { byId, html, text } from "../base/dom.js";
import * as Numbers from "../base/numbers.js";
import * as Answers from "../images/answers.js";
import * as Chosen from "../images/chosen.js";
import * as Coefficients from "../profile/coefficients.js";
import * as Disagreement from "../map/disagreement.js";
import * as Growth from "../map/growth.js";
import * as Labels from "../map/labels.js";
import * as Metrics from "../weights/metrics.js";
import * as Parts from "../weights/parts.js";
import * as Place from "../weights/place.js";
import * as Scale from "../map/scale.js";
import * as Ways from "../weights/ways.js";
import * as Words from "../weights/words.js";

/* What may be cut in its line: the whole of it is a tooltip, too. */
function say(id, words) {
  text(id, words);
  byId(id).title = words;
}

export function map({ landscape, metric, classes }, views, look) {
  if (!landscape) return;
  views.map.draw(landscape, metric, look);
  say("map-state", Growth.words(landscape));
  const { examples, request } = landscape;
  say("map-note", `on ${request.split}${examples ? `, ${Numbers.count(examples)} images` : ""}`);
  document.querySelector(".you").classList.toggle("nowhere", !landscape.geometry);
  if (!landscape.values[metric]?.some((row) => row.some((value) => value !== null))) byId("scale").replaceChildren();
  else if (landscape.imageMap) Labels.legend(landscape, classes);
  else Scale.show(metric, landscape.values[metric], classes.length);
}

/* What the map waits for: its own turn, or the network that it is compared with. */
export function turn(state) {
  const { landscape } = state;
  const own = landscape && Growth.growing(landscape) ? Growth.turn(landscape) : "";
  text("map-turn", [own, Disagreement.waits(state)].filter(Boolean).join(" "));
}

export function way({ family, landscape, metric, subject, place, gallery, way: along, classes }, views) {
  if (!landscape?.geometry) return;
  if (Parts.isOneSimplex(family, landscape.geometry)) return coefficients(landscape, place, views);
  const shown = Ways.of(family, landscape, metric);
  if (!shown) return;
  const follows = along?.trail && gallery?.along;
  const changes = follows ? Answers.changes(gallery.along, along.at, classes) : [];
  views.profile.show({ way: shown, place, changes });
  wayWords(shown, metric, subject, pulling(landscape.geometry));
}

/* The hollow point that bends a curve is no network of it. */
const pulling = ({ vertex_names: names }) =>
  names.some((name) => name.startsWith("control point")) ? [["pulling", "control point"]] : [];

/* What the profile is about: the map's metric, or why it is another one. */
function wayWords(shown, metric, subject, more) {
  const { title, hint } = Metrics.of(shown.metric);
  const whole = subject === "all" ? title : `${title}, all images`;
  const lacking = shown.metric !== metric && Metrics.of(metric).lackingAlong;
  const entries = [...(lacking ? [["lacking", lacking]] : []), ...shown.words, ...more];
  const spoken = [whole, ...entries.map(([, words]) => words)].join();
  const line = byId("way-words");
  if (line.dataset.spoken === spoken) return;
  line.dataset.spoken = spoken;
  line.replaceChildren(
    html("span", {}, whole),
    ...entries.map(([style, words]) => html("span", { class: `way-entry ${style}` }, html("i", {}), words)),
  );
  line.title = `${hint} Drag on the profile, or use the arrow keys.`;
}

function coefficients({ geometry }, place, views) {
  const names = geometry.vertex_names;
  views.geometry = geometry;
  const moved = (parts) => views.move(Place.inSimplex(views.geometry, parts));
  views.coefficients ??= Coefficients.create(names, moved, views.refused);
  text("way-words", "Coefficients of the networks; they sum to 1. Click in the triangle, or move a bar.");
  views.coefficients.show(place?.coefficients ?? null);
}

export function here({ landscape, metric, place, answer, answered }, line, sheet) {
  if (!place || !landscape?.geometry) return;
  line.place(place, landscape.geometry.vertex_names);
  line.answer(place, answer, metric);
  line.outdated(Boolean(answer) && answered !== place);
  sheet.mark({ ...place, hollow: Place.isHollow(place, landscape.geometry) });
}

function viewOf({ run, classes, ink, selected, gallery }) {
  const name = Words.whole(run);
  return {
    classes,
    ink,
    selected,
    name,
    networks: Words.networks(run),
    ensemble: Words.isEnsemble(run),
    compared: Boolean(gallery?.reference || run.reference),
  };
}

export function image(state, views) {
  const { gallery, selected, answer, classes } = state;
  if (!gallery) return views.gallery.wait();
  const view = viewOf(state);
  const mine = answersFor(answer, gallery) ? answer : null;
  Chosen.legend(view.name, view.ensemble, gallery.reference?.members.length);
  Chosen.show(gallery, selected, view);
  views.bars.show(Chosen.image(gallery, mine, selected, classes));
  views.gallery.show(gallery, mine, view);
  return undefined;
}

const answersFor = (answer, gallery) =>
  answer && answer.examples.every((example, index) => example.index === gallery.indices[index]);

export function ribbons({ gallery, selected, place, way: along, classes }, views) {
  if (!gallery?.along || !along) return views.ribbons.show(null);
  const probabilities = gallery.along.probabilities.map((member) => member[selected]);
  return views.ribbons.show({ along, probabilities, classes, value: place ? along.value(place) : null });
}
