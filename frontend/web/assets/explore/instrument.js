/* A trained run on the page: every view, what it draws from the state, and what moves it. */

import { byId, choice } from "../base/dom.js";
import * as Panels from "../base/panels.js";
import * as State from "../base/state.js";
import * as Bars from "../images/bars.js";
import * as Figure from "../map/figure.js";
import * as Gallery from "../images/gallery.js";
import * as Here from "../profile/here.js";
import * as Images from "../images/images.js";
import * as Link from "../share/link.js";
import * as Lists from "../evaluation/lists.js";
import * as Map from "../map/map.js";
import * as Metrics from "../weights/metrics.js";
import * as Moving from "./moving.js";
import * as Place from "../weights/place.js";
import * as Profile from "../profile/profile.js";
import * as Redraw from "./redraw.js";
import * as RibbonWays from "../weights/ribbon_ways.js";
import * as Ribbons from "../images/ribbons.js";
import * as Subjects from "../map/subjects.js";
import * as Words from "../weights/words.js";

const EVERYWHERE = 1e-9; // pixels per unit: so far out that all of the map is within reach of the family

export function create(run, catalog, scope) {
  const family = catalog.methods.find((method) => method.name === run.recipe.method).family;
  const dataset = catalog.datasets.find((entry) => entry.name === run.recipe.dataset);
  /** @type {Store<PageState>} */
  const state = State.create({
    run,
    family,
    classes: dataset.classes,
    ink: dataset.shape[0] === 1,
    landscape: null,
    metric: "loss", // that is asked for; metrics.seen says which one is drawn
    disagreement: null, // {landscape, grid} with the network where one stands, or {refused}
    comparing: "", // how far the next of these is
    dimension: "map", // or "3d"
    place: null,
    refused: false, // whether a text that says where to go cannot be read
    answer: null,
    answered: null,
    gallery: null,
    selected: 0,
    hovered: null, // index in the split of the test image under the hand, in whichever card
    pins: { a: null, b: null }, // places
    basket: [], // places
    evaluation: null, // as the service gives it; null until it comes
    imageSet: null, // name of the set of images that the cards below are about
    known: null, // test images that a card has asked about: index -> what the subspace says
    subject: "all",
    imageMap: null,
    left: null,
    order: null,
    way: RibbonWays.of(family, run.recipe, null),
  });
  const refused = (refused) => state.set({ refused });
  const here = Here.create((t) => move(onTrail(state, t)), refused, Words.the(run));
  const moving = Moving.create(state, here.busy);
  const move = (place) => place && moving.move(place);
  const views = { ...viewsOf(state, move), refused };
  const images = Images.create(state);
  listen(state, { here, moving, images, ...views });
  controls(state, images);
  for (const view of Object.values(views)) if (view?.close) scope.add(view.close);
  const subjects = Subjects.create(state);
  scope.add(() => (moving.drop(), images.drop(), subjects.drop()));
  const choose = (indices, selected) => images.choose(indices, selected);
  Panels.open({ state, catalog, scope, move, choose });
  dress(state);
  return { state, land: (landscape) => land(state, landscape, moving) };
}

function viewsOf(state, move) {
  let held = false; // a drag that began on the family stays on it
  const map = Map.create((x, y, pixels, dragging) => {
    const place = picked(state, x, y, dragging && held ? EVERYWHERE : pixels);
    if (!dragging) held = place !== null && Place.holds(state.get(), place);
    move(place);
  });
  return {
    map,
    profile: state.get().family === "simplex" ? null : Profile.create(move),
    coefficients: null,
    bars: Bars.create(),
    ribbons: Ribbons.create((value) => move(alongWay(state, value))),
    gallery: Gallery.create((selected) => state.set({ selected, subject: "chosen" })),
    move,
  };
}

const onTrail = (state, t) => {
  const trail = state.get().landscape?.profile?.trail;
  return trail ? Place.onTrail(trail, t) : null;
};

function picked(state, x, y, pixels) {
  const { family, landscape } = state.get();
  return landscape?.geometry ? Place.clicked(family, landscape, x, y, pixels) : null;
}

/* From a position on the ribbons to a place. */
function alongWay(state, value) {
  const { way, landscape } = state.get();
  if (!way || !landscape?.geometry) return null;
  return way.place(value, landscape);
}

function controls(state, images) {
  const press = choice("order", images.load);
  const { run } = state.get();
  const alone = Words.isAlone(run);
  const button = (value) => byId("order").querySelector(`[data-value="${value}"]`);
  for (const value of ["uncertain", "changing"]) button(value).hidden = alone;
  button("hard").hidden = !alone;
  button("flips").hidden = !Lists.foretold(run);
  state.on(["order"], ({ order }) => press(order));
  Link.begin(images, alone ? "hard" : "uncertain");
}

/* Places and ways belong to one map; what was asked along the way stays right on the next. */
function leave(state) {
  const { way } = state.get();
  state.set({ place: null, way: way && { ...way, named: false }, imageMap: null, left: null });
}

/* A new or a grown landscape; the first one also says where one stands. */
function land(state, landscape, moving) {
  const { landscape: before } = state.get();
  if (before && before.id !== landscape.id) leave(state);
  state.set({ landscape });
  const { place, family, run, way } = state.get();
  if (!landscape.geometry) return;
  if (!way?.named && (family !== "complex" || landscape.profile))
    state.set({ way: { ...RibbonWays.of(family, run.recipe, landscape), named: true } });
  const ready = family === "curve" ? landscape.profile?.trail : family !== "complex" || landscape.profile;
  if (!place && ready) moving.move(Place.start(family, landscape));
}

function dress(state) {
  const { run, family } = state.get();
  byId("explore").dataset.role = Words.isEnsemble(run) ? "retrainings" : "subspace";
  byId("explore").dataset.family = family;
  byId("explore").classList.remove("refused");
}

/* Which views follow which values. */
function listen(state, views) {
  const { here, images, moving } = views;
  state.on(["way"], images.along);
  state.on(["landscape", "metric", "subject", "comparing"], () => Redraw.turn(state.get()));
  state.on(["landscape", "metric", "imageMap", "disagreement"], () =>
    Redraw.map(Subjects.drawn(state.get()), views, Figure.look(state.get())),
  );
  state.on(["pins"], ({ pins }) => views.map.pin(pins));
  state.on(["refused"], ({ refused }) => byId("explore").classList.toggle("refused", refused));
  state.on(["landscape", "place", "gallery", "metric", "subject", "disagreement"], () => Redraw.way(told(state.get()), views));
  state.on(["place", "answered", "answer", "landscape", "metric", "subject", "disagreement"], () =>
    Redraw.here(told(state.get()), here, views.map),
  );
  state.on(["gallery", "selected", "answer"], () => Redraw.image(state.get(), views));
  state.on(["gallery", "selected", "place", "way"], () => Redraw.ribbons(state.get(), views));
  let indices = null;
  state.on(["gallery"], ({ gallery }) => {
    if (!gallery || gallery.indices === indices) return;
    indices = gallery.indices;
    moving.ask();
  });
}

/* As the way and the place have it: by the map's metric, but of all images. */
const told = (now) => ({ ...Metrics.seen(now), metric: Subjects.drawn(now).metric });
