/* The view lies in the address: read when a run opens, written as it changes, copied as a link.
 What a card keeps in the state and wants in the address: one line in `said` and one in `APPLY`,
 and its key in base/view_url.js. */

import { byId } from "../base/dom.js";
import { count } from "../base/numbers.js";
import * as Pace from "../base/pace.js";
import * as Panels from "../base/panels.js";
import * as Unread from "../base/unread.js";
import * as ViewUrl from "../base/view_url.js";
import * as Clipboard from "../base/clipboard.js";
import * as Notices from "../base/notices.js";
import { known, toAddress, toPlace } from "../weights/addresses.js";
import * as Learning from "../learning/learning.js";
import * as Metrics from "../weights/metrics.js";
import * as Place from "../weights/place.js";
import * as Words from "../weights/words.js";

const PAUSE = 400; // milliseconds between two writings: browsers refuse more than a few a second
const COPIED = 2000; // milliseconds that the button says so
const KEPT = ["demo"]; // of the address, not of the view
const OTHERS = [...KEPT, "tour", "beside"];
const PRESSED = { disturb: ["disturb-kind", "rotation"] }; // key: [control, what it begins with]

const OWN = "test"; // the set of images that the cards begin with

const firstOrder = (run) => (Words.isAlone(run) ? "hard" : "uncertain");

/* The view of a state, without what it would show anyway. */
export function said(state) {
  const { run, family, landscape, metric, dimension, place } = state;
  const { gallery, selected, order, subject, pins, basket, sample, imageSet } = state;
  const beside = { landscape: landscape?.id, geometry: landscape?.geometry };
  const address = (each) => toAddress(each, beside);
  const start = known(state) && Place.start(family, landscape);
  const moved = place && start && !sameAddress(address(place), address(start));
  const given = order === "given" && gallery;
  return {
    place: moved ? address(place) : undefined,
    metric: metric === "loss" ? undefined : metric,
    view: dimension === "3d" ? dimension : undefined,
    order: order === firstOrder(run) || order === "given" ? undefined : (order ?? undefined),
    images: given ? gallery.indices : undefined,
    image: gallery && selected ? gallery.indices[selected] : undefined,
    subject: subject === "all" ? undefined : subject,
    face: landscape?.request.plane.vertices ?? undefined,
    a: pins?.a ? address(pins.a) : undefined,
    b: pins?.b ? address(pins.b) : undefined,
    basket: basket?.length ? basket.map(address) : undefined,
    sample: sample ?? undefined,
    set: !imageSet || imageSet === OWN ? undefined : imageSet,
  };
}

const sameAddress = (one, other) =>
  ViewUrl.format({ place: one }) === ViewUrl.format({ place: other });

const pressed = () =>
  Object.fromEntries(
    Object.entries(PRESSED).map(([key, [id, first]]) => {
      const value = byId(id)?.querySelector("[aria-pressed=true]")?.dataset.value;
      return [key, value === first ? undefined : value];
    }),
  );

/* A press on a control, as a hand would; whether there is such a choice. */
function press(id, value) {
  const button = [...(byId(id)?.querySelectorAll("[data-value]") ?? [])].find((each) => each.dataset.value === value);
  if (button) button.click();
  return Boolean(button);
}

/* A metric may wait for its map; what that has not, its menu says. */
function asked(metric, state) {
  if (!Metrics.names().includes(metric)) return false;
  state.set({ metric });
  return true;
}

let current = null;
/** @type {Record<string, any>} */
let opening = {}; // what the address asks for

/* A run opens: what the address asks for. */
function read() {
  const { view, ignored } = ViewUrl.parse(window.location.search, OTHERS);
  opening = view;
  Unread.say(ignored);
}

/* The images to begin with: an order by its name, or these very ones. */
export function begin(images, first) {
  read();
  const { order, images: given, image } = opening;
  if (given)
    return images
      .choose(given, Math.max(0, given.indexOf(image)))
      .then((found) => found || images.load(first));
  const button = [...byId("order").querySelectorAll("[data-value]")].find(
    ({ dataset, hidden }) => dataset.value === order && !hidden,
  );
  if (order && !button) unknown("order");
  return images.load(button ? order : first);
}

/* The map to begin with, where the link names one that was computed. */
export function map(landscapes) {
  const { face } = opening;
  if (!face) return null;
  const found = landscapes.find(
    ({ failure, request }) => !failure && request.plane.vertices?.join() === face.join(),
  );
  if (!found)
    Notices.show("The map of the link is not there: choose that part above the map to compute it.");
  return found ?? null;
}

function unknown(key) {
  Notices.show(`This run has nothing that fits “${key}” of the link; it is shown without that.`);
}

const APPLY = {
  metric: (metric, { state }) => asked(metric, state) || unknown("metric"),
  view: (view) => press("dimension", view) || unknown("view"),
  subject: (subject, { state }) => {
    const label = Number(subject.slice(5));
    if (subject === "chosen" || label < state.get().classes.length) state.set({ subject });
    else unknown("subject");
  },
  sample: (sample, { state }) => state.set({ sample }),
  set: (imageSet, { state }) => state.set({ imageSet }),
  disturb: (kind) => press(PRESSED.disturb[0], kind) || unknown("disturb"),
};

/* What waits for the map. */
const PLACED = {
  place: (said, { state, move }) => {
    const place = toPlace(said, state.get());
    if (place) move(place);
    else unknown(Object.keys(said)[0]);
  },
  a: (said, { state }) => pin(state, "a", toPlace(said, state.get())),
  b: (said, { state }) => pin(state, "b", toPlace(said, state.get())),
  basket: (all, { state }) => {
    const places = all.map((each) => toPlace(each, state.get())).filter(Boolean);
    if (places.length < all.length) unknown("basket");
    state.set({ basket: places });
  },
};

const pin = (state, name, place) =>
  place ? state.set({ pins: { ...state.get().pins, [name]: place } }) : unknown(name);

/* What waits for the images: the chosen one, brought to the front where the order has it not. */
function choose(image, { state, catalog, choose: show }) {
  const { recipe } = state.get().run;
  const none = outside(image, catalog.datasets.find(({ name }) => name === recipe.dataset));
  if (none) return Notices.show(none);
  const indices = state.get().gallery?.indices ?? [];
  const selected = indices.indexOf(image);
  if (selected >= 0) state.set({ selected });
  else show([image, ...indices], 0);
}

/* That a data set has no test image of this number, or null. */
export function outside(image, dataset) {
  if (!dataset || image < dataset.test_examples) return null;
  return `The link names test image ${count(image)}; ${dataset.title} has the numbers 0 to ${count(dataset.test_examples - 1)}. It is shown without that image.`;
}

/** @param {Panel} context */
function create(context) {
  const { state, scope } = context;
  const { images, order, face, ...wanted } = opening; // those three are asked for elsewhere
  const take = (key) => {
    const value = wanted[key];
    delete wanted[key];
    return value;
  };
  const each = (table) => Object.keys(table).forEach((key) => key in wanted && table[key](take(key), context));
  const write = Pace.atMostEvery(PAUSE, () => {
    if (scope.ended() || !shown()) return;
    replace(state.get().run.id, now());
  });
  const now = () => ViewUrl.format({ ...said(state.get()), ...pressed(), ...wanted });
  current = () => address(state.get().run.id, joined(now(), Learning.query()));
  state.on(["landscape"], (now) => known(now) && each(PLACED));
  state.on(["gallery"], ({ gallery }) => {
    if (gallery && "image" in wanted) queueMicrotask(() => choose(take("image"), context));
  });
  /** @type {(keyof PageState)[]} */
  const keys = ["place", "metric", "dimension", "gallery", "selected", "order", "subject", "landscape", "pins", "basket", "sample", "imageSet"];
  state.on(keys, write);
  const pressedNow = (event) => Object.values(PRESSED).some(([id]) => event.target.closest?.(`#${id}`)) && write();
  document.addEventListener("click", pressedNow);
  queueMicrotask(() => scope.ended() || each(APPLY)); // when every card stands
  return () => (document.removeEventListener("click", pressedNow), (current = null));
}

const shown = () => byId("explore") && /^\/($|explore\/)/.test(window.location.pathname);
const address = (run, query) => `${window.location.origin}/explore/${run}${query && `?${query}`}`;

const joined = (...queries) => queries.filter(Boolean).join("&");

/* The plain page keeps its plain address. */
function replace(run, query) {
  const { pathname, search } = window.location;
  if (!query && pathname === "/") return;
  const others = KEPT.filter((key) => new URLSearchParams(search).has(key)).map((key) => `${key}=1`);
  const url = address(run, joined(query, ...others, Learning.query()));
  if (url !== window.location.href) window.history.replaceState(window.history.state, "", url);
}

export async function copy() {
  const button = byId("link-copy");
  const url = here();
  if (await Clipboard.copy(url)) {
    button.textContent = "Link copied";
    setTimeout(() => (button.textContent = "Copy link"), COPIED);
  } else Notices.show(`This browser does not let the page copy. The link: ${url}`);
}

Panels.add(create);
/* The address of the view as it is now. */
export const here = () => current?.() ?? window.location.href;
