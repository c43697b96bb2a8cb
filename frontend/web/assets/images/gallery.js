/* The gallery: image, this network's answer, label, the subspace's answer, a bar for the spread. */

import { byId, html, text } from "../base/dom.js";
import * as Numbers from "../base/numbers.js";
import * as ClassNames from "./class_names.js";
import * as Words from "../weights/words.js";

export const TILES = 24;
const FULL = Math.log(2); // the spread of two networks that contradict each other for certain

function tile(index, choose) {
  const image = html("img", { alt: "", draggable: "false" });
  const numbers = ["here", "target", "subspace"].map((role) => html("span", { class: role }));
  const bar = html("span", { class: "spread" }, html("span", {}));
  const button = html(
    "button",
    { type: "button", class: "tile skeleton", onclick: () => choose(index) },
    image,
    html("span", { class: "numbers" }, numbers),
    bar,
  );
  return { button, image, numbers, bar: bar.firstChild };
}

/* One line: what the three labels of a tile and its bar say; `name` is of the networks together. */
function legend(name) {
  const entries = [
    ["here", "this network says"],
    ["target", "its label"],
    ["subspace", `the ${name} ${name.endsWith("s") ? "say" : "says"}`],
  ];
  byId("gallery-legend").replaceChildren(
    ...entries.map(([role, words]) => html("span", { class: role }, words)),
    html("span", {}, html("i", { class: "spread-key" }), "spread"),
  );
}

/* `chosen(index)` hears which tile was pressed; arrows move between tiles. */
export function create(chosen) {
  const box = byId("gallery");
  const tiles = Array.from({ length: TILES }, (_, index) => tile(index, chosen));
  box.replaceChildren(...tiles.map(({ button }) => button));
  box.addEventListener("keydown", (event) => arrows(event, tiles));
  return {
    wait: () => tiles.forEach(({ button }) => button.classList.add("skeleton")),
    show: (gallery, here, view) => {
      legend(view.name);
      box.classList.toggle("stacked", view.classes.some(ClassNames.isWord));
      tiles.forEach((each, index) => show(each, index, gallery, here, view));
    },
  };
}

function arrows(event, tiles) {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
  const now = tiles.findIndex(({ button }) => button === document.activeElement);
  const next = tiles[now + step];
  if (!step || now < 0 || !next) return;
  event.preventDefault();
  next.button.focus();
}

function show(
  { button, image, numbers, bar },
  index,
  { subspace },
  here,
  { classes, selected, name, ink },
) {
  const example = subspace.examples[index];
  button.hidden = !example;
  if (!example) return;
  const answer = (probabilities) => classes[Words.argmax(probabilities)];
  const mine = here ? answer(here.predictive[index]) : "·";
  const [label, theirs] = [classes[example.target], answer(subspace.predictive[index])];
  const spread = subspace.mutual_information[index];
  button.classList.remove("skeleton");
  button.dataset.example = example.index;
  button.setAttribute("aria-pressed", String(index === selected));
  if (image.getAttribute("src") !== example.image) image.src = example.image;
  image.classList.toggle("ink", ink);
  [mine, label, theirs].forEach((words, place) => text(numbers[place], words));
  bar.style.width = `${100 * Math.min(1, Math.max(0, spread) / FULL)}%`;
  button.title = `Test image ${example.index}: this network says ${mine}, labelled ${label}, the mean of the ${name} says ${theirs}; spread ${Numbers.fixed(spread, 2)} nats (full bar: 0.69)`;
  button.setAttribute("aria-label", button.title);
}
