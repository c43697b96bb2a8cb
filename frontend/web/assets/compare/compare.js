/* The card "A and B": two networks side by side, on the same images. */

import * as Api from "../base/api.js";
import { byId, html, text } from "../base/dom.js";
import * as Exports from "../base/export.js";
import * as Numbers from "../base/numbers.js";
import * as Panels from "../base/panels.js";
import * as Notices from "../base/notices.js";
import * as CompareFigure from "./compare_figure.js";
import * as Here from "../profile/here.js";
import * as ImageTile from "../images/image_tile.js";
import * as Linking from "../images/linking.js";
import * as Pins from "./pins.js";
import * as Words from "../weights/words.js";

const LETTERS = ["a", "b"];

/* Places of the gallery at which the two networks name different classes. */
export function differing({ probabilities: [a, b] }) {
  return a.map((_, row) => row).filter((row) => Words.argmax(a[row]) !== Words.argmax(b[row]));
}

/* "By differences image by image, B's loss is 0.0031 ± 0.0009 nats higher and its accuracy 0.12 ± 0.05 points lower." */
export function behind({ split_details: { behind_first: [, gap] } }) {
  if (!gap.nll && !gap.accuracy) return "A and B have the same loss and accuracy.";
  const size = (show, value, uncertainty) => Object.values(show(Math.abs(value), uncertainty)).join(" ").replaceAll(" %", "");
  const nats = size(Numbers.loss, gap.nll, gap.nll_standard_uncertainty);
  const points = size(Numbers.percent, gap.accuracy, gap.accuracy_standard_uncertainty);
  const [more, less] = [gap.nll < 0 ? "lower" : "higher", gap.accuracy > 0 ? "lower" : "higher"];
  return `By differences image by image, B's loss is ${nats} nats ${more} than A's and its accuracy ${points} points ${less}.`;
}

/* "They name different classes for 3 of the 24 images in the gallery and 152 of 10,000 test images." */
export function summary(answer) {
  const rows = differing(answer);
  const { differing: table, examples } = answer.split_details;
  const all = Numbers.count(examples);
  const share = Numbers.share(table[0][1] / examples, 2);
  return `They name different classes for ${rows.length} of the ${answer.examples.length} images in the gallery and for ${Numbers.count(table[0][1])} of ${all} test images (${share}).`;
}

/** @param {Panel} context */
function create(context) {
  const view = { context, seen: false, answer: null, asked: null, far: "" };
  const { state, scope } = context;
  const queue = Api.latest(
    ({ run, body }, part) => Api.question(`/runs/${run}/predictions`, body, part),
    (answer, { pinned }) => ((view.answer = { ...answer, pinned }), show(view)),
    (problem) => ((view.asked = null), Notices.problem(problem)),
    (words) => ((view.far = words), show(view)),
  );
  state.on(["pins", "gallery"], () => (show(view), ask(view, queue)));
  scope.add(queue.drop);
  for (const figure of CompareFigure.of(view)) scope.add(Exports.add("compare", figure));
  const end = Linking.whenSeen("compare", (seen) => ((view.seen = seen), ask(view, queue)));
  return end;
}

const pinned = ({ pins }) => LETTERS.filter((name) => pins[name]);

function ask(view, queue) {
  const now = view.context.state.get();
  const names = pinned(now);
  if (!names.length) queue.drop();
  if (!view.seen || !names.length || !now.gallery) return;
  const points = names.map((name) => now.pins[name].point);
  const body = { points, examples: now.gallery.indices, images: false, split_details: true, early: true };
  const asked = JSON.stringify(body);
  if (asked === view.asked) return;
  view.asked = asked;
  queue.push({ run: now.run.id, body, pinned: names.map((name) => now.pins[name]) });
}

/* Whether it is an answer about the two that are pinned, which may be one place twice. */
export const tells = (answer, { pins }) =>
  LETTERS.every((name, row) => pins[name] && answer?.pinned[row] === pins[name]);

/* What has been answered about this very place, or null. */
function found({ answer }, place) {
  const row = answer ? answer.pinned.indexOf(place) : -1;
  return row < 0 ? null : (answer.split_details?.networks[row] ?? null);
}

function show(view) {
  const now = view.context.state.get();
  byId("compare").hidden = !pinned(now).length;
  byId("compare-sides").replaceChildren(...LETTERS.map((name) => side(name, view, now)));
  const fits = tells(view.answer, now) && view.answer.examples.every(({ index }, row) => index === now.gallery?.indices[row]);
  const whole = fits && view.answer.split_details;
  text("compare-words", whole ? `${behind(view.answer)} ${summary(view.answer)}` : view.far || "\u00a0");
  byId("compare-images").replaceChildren(...(fits ? images(view, now) : []));
  Linking.mark(byId("explore"), now);
}

const badge = (name) => html("span", { class: `pin-letter ${name}` }, name.toUpperCase());

function side(name, view, { pins, landscape }) {
  const place = pins[name];
  const letter = badge(name);
  if (!place)
    return html("div", { class: "compare-side muted" }, letter, "Move to another network, then press “Pin as B”.");
  const { move, state } = view.context;
  const button = (words, title, press) =>
    html("button", { type: "button", class: "button", title, onclick: press }, words);
  return html(
    "div",
    { class: "compare-side" },
    letter,
    html("b", { class: "compare-place" }, spoken(place, landscape)),
    html("span", { class: "compare-figures" }, figures(found(view, place))),
    html(
      "span",
      { class: "compare-actions" },
      button("Go there", `Move to ${name.toUpperCase()}`, () => move(place)),
      button("Unpin", `Let go of ${name.toUpperCase()}`, () => Pins.pin(state, name, null)),
    ),
  );
}

const spoken = (place, landscape) =>
  place.kind === "t" ? `t = ${Numbers.fixed(place.t, 2)}` : Here.spoken(place, landscape?.geometry?.vertex_names ?? []);

function figures(network) {
  if (!network) return "…";
  const one = (label, { value, uncertainty }, title) =>
    html("span", { title }, `${label} `, html("b", {}, value), html("span", { class: "muted" }, ` ${uncertainty}`));
  return [
    one("loss", Numbers.loss(network.nll, network.nll_standard_error), "On the whole test split, nats, with its sampling standard error."),
    one("accuracy", Numbers.percent(network.accuracy, network.accuracy_standard_error), "On the whole test split, with its sampling standard error."),
    one(
      "calibration error",
      { value: Numbers.fixed(network.ece, 4), uncertainty: `(chance ${Numbers.fixed(network.ece_null, 4)})` },
      "ECE, 15 bins of equal width; in brackets what perfectly calibrated probabilities would show.",
    ),
  ].flat();
}

/* The images of the gallery on which they differ; and a way to all the others. */
function images(view, now) {
  const { answer, context } = view;
  const elsewhere = answer.split_details?.differing_examples ?? [];
  const rows = differing(answer);
  const more = html(
    "button",
    { type: "button", class: "button", onclick: () => context.choose(elsewhere, 0) },
    "Show images on which they differ in the gallery",
  );
  const none = html("p", { class: "muted" }, "They agree on all images in the gallery.");
  return [
    rows.length ? html("div", { class: "compare-tiles" }, rows.map((row) => tile(row, answer, now))) : none,
    elsewhere.length ? more : null,
  ].filter(Boolean);

  function tile(row, { probabilities }, { gallery, classes, ink }) {
    const example = gallery.subspace.examples[row];
    const says = probabilities.map((member) => {
      const leading = Words.argmax(member[row]);
      return [classes[leading], `${Numbers.share(member[row][leading], 0)}`];
    });
    const [a, b] = says.map(([name, sure]) => `${name} (${sure})`);
    return ImageTile.create({
      example,
      ink,
      title: `Test image ${example.index}: A says ${a}, B says ${b}; labelled ${classes[example.target]}`,
      press: () => context.state.set({ selected: row, subject: "chosen" }),
      lines: [
        ...says.map(([name, sure], index) => [
          ["here", `${LETTERS[index].toUpperCase()} ${name}`],
          ["figure", sure],
        ]),
        [["target", `labelled ${classes[example.target]}`]],
      ],
    });
  }
}

Panels.add(create);
