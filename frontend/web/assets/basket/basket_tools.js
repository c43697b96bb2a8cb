/* Ways to fill the basket: a piece of the curve, the vertices, samples of the family. */

import { html, svg } from "../base/dom.js";
import * as NumberField from "../base/number_field.js";
import * as Numbers from "../base/numbers.js";
import * as Pointer from "../base/pointer.js";
import * as Notices from "../base/notices.js";
import * as BasketPlaces from "./basket_places.js";
import * as Place from "../weights/place.js";
import * as Words from "../weights/words.js";

const SAMPLES = 8;
const STRIP = { width: 600, height: 44 };
const DIAL = { low: -1.3, high: 1.3 }; // powers of ten: from 0.05 to 20

const COUNT = { low: 1, whole: true, step: 1 };
const PART = { low: 0, high: 1, step: 0.01 };

const press = (words, title, onclick) => html("button", { type: "button", class: "button small", title, onclick }, words);

/**
 * The same, for networks that have a place only once the map has come so far: the button, and what
 * looks again whether it can be pressed.
 * @returns {[button: HTMLButtonElement, look: () => void]}
 */
function placed(state, words, title, { places, add, fields = [] }) {
  const button = press(words, title, () => add(places()));
  const show = () => {
    const refused = fields.some((field) => field.value() === null);
    const early = !refused && !places().length;
    button.disabled = refused || early;
    button.title = early ? "The map is not yet so far that these networks have a place on it." : title;
  };
  state.on(["landscape"], show);
  show();
  return [button, show];
}

/* The loss along the curve as a strip on which a piece is brushed; `brushed(from, to)`. */
function strip(brushed) {
  const line = svg("path", { class: "strip-line" });
  const chosen = svg("rect", { class: "strip-chosen", y: 0, height: STRIP.height });
  const canvas = svg(
    "svg",
    { class: "basket-strip", viewBox: `0 0 ${STRIP.width} ${STRIP.height}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    chosen,
    line,
  );
  let start = 0;
  Pointer.drag(canvas, (event, dragging) => {
    const box = canvas.getBoundingClientRect();
    const t = Math.round(100 * Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))) / 100;
    if (!dragging) start = t;
    brushed(Math.min(start, t), Math.max(start, t));
  });
  return {
    canvas,
    choose: (from, to) => {
      chosen.setAttribute("x", String(from * STRIP.width));
      chosen.setAttribute("width", String(Math.max(2, (to - from) * STRIP.width)));
    },
    draw: (trail) => line.setAttribute("d", outline(trail)),
  };
}

/* Loss along the trail, on a log axis, as high as the strip. */
export function outline({ t, loss }) {
  const known = loss.filter((value) => value > 0);
  const [low, high] = [Math.log(Math.min(...known)), Math.log(Math.max(...known))];
  const y = (value) => STRIP.height - 4 - ((Math.log(value) - low) / (high - low || 1)) * (STRIP.height - 8);
  return t
    .map((value, step) => `${step ? "L" : "M"}${Numbers.pixel(value * STRIP.width)} ${Numbers.pixel(y(loss[step]))}`)
    .join("");
}

/* `add(places)` puts them into the basket. */
function curve(state, add) {
  const field = (label, value, limits) => NumberField.create(label, value, limits, { changed: () => look() });
  const [from, to] = [field("from t", "0.20", PART), field("to t", "0.80", PART)];
  const many = field("networks", "8", COUNT);
  const brush = strip((low, high) => {
    from.show(low, Numbers.fixed(low, 2));
    to.show(high, Numbers.fixed(high, 2));
  });
  /** @returns {[low: number, high: number]} */
  const chosen = () => [Math.min(from.value(), to.value()), Math.max(from.value(), to.value())];
  const show = ({ landscape }) => landscape?.profile?.trail && brush.draw(landscape.profile.trail);
  state.on(["landscape"], show);
  show(state.get());
  const places = () => piece(state.get(), chosen(), many.value());
  const put = (found) => {
    const [space, asked] = [roomIn(state.get()), many.value()];
    add(found);
    if (space && space < asked) Notices.show(BasketPlaces.cut(found.length, asked));
  };
  const fields = [from, to, many];
  const [button, ready] = placed(state, "Add piece", "Put these networks into the basket.", { places, add: put, fields });
  const look = () => {
    ready();
    if (from.value() !== null && to.value() !== null) brush.choose(...chosen());
  };
  look();
  return [
    html("div", { class: "basket-brush", title: "Loss along the curve; drag to choose a piece of it" }, brush.canvas),
    html("div", { class: "basket-line" }, "t from ", from.element, " to ", to.element, ": ", many.element, " networks", button),
  ];
}

const roomIn = ({ basket, sample }) => BasketPlaces.room(basket, sample);

/* Networks from `low` to `high`: as many as were asked for, or as there is room for, spread over all of it. */
export function piece(now, [low, high], asked) {
  const trail = now.landscape?.profile?.trail;
  if (!trail) return [];
  const count = Math.min(asked, roomIn(now) || BasketPlaces.MOST);
  const places = BasketPlaces.segment(low, high, count).map((t) => Place.onTrail(trail, t));
  return BasketPlaces.grouped(places, BasketPlaces.pieceName(low, high));
}

/* All that have a name: vertices, members, the ends of a curve, the centres of clouds. */
export function named({ family, landscape }) {
  if (!landscape?.geometry) return [];
  const { geometry, profile } = landscape;
  if (family === "curve") return profile?.trail ? [0, 1].map((t) => Place.onTrail(profile.trail, t)) : [];
  const every = geometry.vertices.map((_, vertex) => vertex);
  if (family === "simplex")
    return every.map((vertex) => Place.inSimplex(geometry, every.map((other) => Number(other === vertex))));
  const shown = family === "gaussian" ? geometry.parts.map(([centre]) => centre) : every;
  return shown.map((vertex) => Place.atMember(geometry, vertex));
}

const WORDS = {
  curve: ["Add ends", "both ends of the curve"],
  simplex: ["Add vertices", "all vertices"],
  complex: ["Add vertices", "all vertices"],
  members: ["Add all networks", "all networks"],
  gaussian: ["Add centres", "centres of the clouds"],
  dropout: ["Add the network", "the network with nothing left out"],
};

function whole(state, add) {
  const [words, name] = WORDS[state.get().family];
  const places = () => BasketPlaces.grouped(named(state.get()), name);
  return placed(state, words, `Put ${name} into the basket, and nothing between them.`, { places, add })[0];
}

/* Networks drawn from the family; on simplexes with a dial for how near to the vertices. */
function samples(state, draw) {
  const { family } = state.get();
  const many = NumberField.create("samples", String(SAMPLES), COUNT, { changed: (value) => (button.disabled = value === null) });
  const said = html("output", { class: "basket-dial" }, "1");
  const dial = html("input", { type: "range", min: DIAL.low, max: DIAL.high, step: 0.1, value: 0, "aria-label": "Concentration" });
  const value = () => Numbers.clean(10 ** dial.valueAsNumber, 2);
  const mixed = ["simplex", "complex"].includes(family);
  const put = () => draw({ count: many.value(), concentration: mixed ? value() : 1 });
  const button = press("Add samples", "Draw networks of the family by chance, in place of those drawn before.", put);
  dial.addEventListener("input", () => {
    said.textContent = Numbers.short(value());
    dial.setAttribute("aria-valuetext", said.textContent);
  });
  dial.addEventListener("change", () => state.get().sample && many.value() !== null && put());
  const concentration = html(
    "label",
    { title: "Of the Dirichlet distribution of the coefficients: 1 is uniform over the simplex, less is nearer to its vertices, more nearer to its middle." },
    "concentration ",
    dial,
    said,
  );
  return html("div", { class: "basket-line" }, many.element, " samples", mixed ? concentration : null, button);
}

const CHANCE = ["simplex", "complex", "gaussian", "dropout"];

export function create(box, state, { add, draw }) {
  const { family, run } = state.get();
  const alone = Words.isAlone(run);
  box.replaceChildren(
    ...(family === "curve" ? curve(state, add) : []),
    ...(CHANCE.includes(family) ? [samples(state, draw)] : []),
    html("div", { class: "basket-line" }, alone ? null : whole(state, add), html("span", { class: "muted" }, "or “Add to ensemble” below the map")),
  );
}
