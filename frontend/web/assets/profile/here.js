/* The line "You are at": the place, and what the network there scores. */

import * as Api from "../base/api.js";
import { byId, html, text } from "../base/dom.js";
import * as NumberField from "../base/number_field.js";
import * as Numbers from "../base/numbers.js";
import * as Metrics from "../weights/metrics.js";

function figure(label, { value, uncertainty }, tooltip) {
  return html(
    "span",
    { title: tooltip },
    `${label} `,
    html("b", {}, value),
    html("span", { class: "muted" }, ` ${uncertainty}`),
  );
}

/* `moved(t)` hears of a typed position, `refused(whether)` of text that is none;
   `whole` is what the networks are called together. */
export function create(moved, refused, whole) {
  const limits = { low: 0, high: 1, step: 0.01 };
  const heard = { taken: moved, changed: (value) => refused(!typed.hidden && value === null) }; // no field, no text in it
  const number = NumberField.create("t, position on the curve", "", limits, heard);
  number.input.classList.add("here-t");
  const typed = html("label", {}, "t = ", number.element);
  const named = html("b", {});
  const view = { number, typed, named, shown: null };
  byId("here").replaceChildren("You are at ", typed, named);
  return {
    place: (place, names) => showPlace(view, place, names),
    answer: (place, answer, metric) => showAnswer(answer, metric, whole),
    outdated: (outdated) => byId("here-figures").classList.toggle("outdated", outdated), // of the place before
    busy: (busy) => byId("explore").classList.toggle("busy", busy),
  };
}

function showPlace(view, place, names) {
  if (place === view.shown) return; // a refused text stays until one moves
  view.shown = place;
  view.typed.hidden = place.kind !== "t";
  if (place.kind === "t") view.number.show(place.t, Numbers.fixed(place.t, 2));
  else view.number.reset();
  text(view.named, place.kind === "t" ? "" : spoken(place, names));
  byId("here").title = view.named.textContent; // whole, where the line is too short for it
}

export function spoken(place, names) {
  if (place.kind === "member") return names[place.member];
  if (place.sigmas) return `${place.cloud ? `${place.cloud}, ` : ""}${deviated(place.sigmas)}`;
  if (place.mixed) return mixture(place.coefficients, names);
  if (place.kind === "coefficients") return place.coefficients.map((a) => Numbers.fixed(a, 2)).join(" + ");
  return `(${Numbers.fixed(place.x, 1)}, ${Numbers.fixed(place.y, 1)})`;
}

/* Standard deviations from the centre of a cloud. */
function deviated(sigmas) {
  if (sigmas.length === 2) return `${signed(sigmas[0])} σ across, ${signed(sigmas[1])} σ up`;
  return sigmas.map((z, index) => `${signed(z)} σ along deviation ${index + 1}`).join(", ");
}

const signed = (value) => `${value < 0 ? "−" : "+"}${Numbers.fixed(Math.abs(value), 2)}`;

/* Only the vertices that count. */
function mixture(coefficients, names) {
  return coefficients
    .map((a, vertex) => [a, names[vertex]])
    .filter(([a]) => Math.abs(a) >= 0.005)
    .map(([a, name]) => (a > 0.995 ? name : `${Numbers.fixed(a, 2)} ${name}`))
    .join(" + ");
}

function showAnswer(answer, metric, whole) {
  const box = byId("here-figures");
  if (!answer) {
    text("here-words", "");
    return box.replaceChildren();
  }
  box.replaceChildren(...(answer.progress ? [waiting(answer)] : figures(answer, metric)));
  const words = where(answer.members[0], whole);
  text("here-words", words);
  byId("here-words").title = words
    ? "Straight-line distance in weight space to the nearest network of the family."
    : "";
  return undefined;
}

/* What is still worked out, in the place of the figures. */
function waiting({ progress, provisional }) {
  const title = provisional
    ? `The images show a first answer, with batch-norm statistics of ${provisional} training images; the final one follows, then the figures on the whole test split.`
    : "The figures on the whole test split are being worked out.";
  return html("span", { class: "muted", title }, `${provisional ? "first answer, " : ""}${Api.far(progress)}`);
}

/* The map's metric, and accuracy. */
function figures(answer, metric) {
  return Metrics.ofPlace(metric).map((each) => {
    const { noun, told, meaning } = Metrics.of(each);
    return figure(noun, told(answer[`split_${each}`], answer[`split_${each}_standard_error`]), meaning);
  });
}

export function where(placement, whole) {
  if (placement.on_family) return "";
  const off = `off ${whole}, at distance ${Numbers.short(placement.distance)}`;
  // On a curve no coefficient alone means much; on a simplex a negative one is extrapolation.
  return placement.extrapolated && placement.t === null ? `${off}, extrapolated` : off;
}
