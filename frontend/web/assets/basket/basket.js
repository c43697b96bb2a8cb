/* The card "Ensemble basket": networks by hand, and at once what their mean is worth. */

import * as Api from "../base/api.js";
import { byId, drawing, html, text } from "../base/dom.js";
import * as Exports from "../base/export.js";
import * as Numbers from "../base/numbers.js";
import * as Panels from "../base/panels.js";
import * as Notices from "../base/notices.js";
import * as BasketExport from "./basket_export.js";
import * as BasketFigures from "./basket_figures.js";
import * as BasketPlaces from "./basket_places.js";
import * as BasketTools from "./basket_tools.js";
import * as Evaluation from "../evaluation/evaluation.js";
import * as ForeignChart from "../evaluation/foreign_chart.js";
import * as Linking from "../images/linking.js";
import * as ReliabilityChart from "../evaluation/reliability_chart.js";

const EMPTY = "Nothing is in the basket yet. Put networks into it, from the map or with the buttons above: accuracy, calibration and uncertainty of their mean stand here at once, beside the Deep Ensemble's.";

const FIRST = "The first answer takes a moment: every network is asked about all the images.";

/** @param {Panel} context */
function create(context) {
  const { state, catalog, scope } = context;
  const dataset = catalog.datasets.find(({ name }) => name === state.get().run.recipe.dataset);
  /** @type {Card} */
  const view = { ...context, companions: dataset.companions, foreign: dataset.companions[0] ?? null, asked: null, answer: null, seen: false };
  view.charts = charts(view);
  view.queue = Api.latest(
    ({ run, body }, part) => Api.question(`/runs/${run}/ensembles`, body, part),
    (answer, { about }) => about === view.asked && receive(view, answer),
    (problem) => refused(view, problem),
    (words) => text("basket-state", words),
  );
  BasketTools.create(byId("basket-tools"), state, { add: (more) => put(view, more), draw: (sample) => draw(view, sample) });
  byId("basket").hidden = false;
  byId("basket-add").hidden = false;
  byId("basket-add").onclick = () => put(view, [kept(state.get().place)]);
  byId("basket-clear").onclick = () => state.set({ basket: [], sample: null });
  state.on(["basket", "sample", "landscape"], () => changed(view));
  const offer = ({ place, refused }) => (byId("basket-add").disabled = !place || refused);
  state.on(["place", "refused"], offer);
  offer(state.get());
  scope.add(() => end(view));
  for (const figure of BasketExport.of(view)) scope.add(Exports.add("basket", figure));
  const unseen = Linking.whenSeen("basket", (seen) => ((view.seen = seen), ask(view)));
  changed(view);
  return unseen;
}

/**
 * A place without what only the map needs.
 * @param {PagePlace} place
 */
const kept = ({ hollow: _, ...place }) => place;

function end(view) {
  view.queue.drop();
  Object.values(view.charts).forEach(({ close }) => close());
  document.querySelector("#map .basket-marks")?.remove();
  if (byId("basket-add")) byId("basket-add").hidden = true;
}

function put({ state }, more) {
  const { basket, sample } = state.get();
  const { basket: now, left, known } = BasketPlaces.added(basket, more, sample);
  if (left || known) Notices.show(BasketPlaces.omitted({ left, known, of: more.length }));
  if (now.length > basket.length) state.set({ basket: now });
}

function draw({ state }, sample) {
  const room = BasketPlaces.room(state.get().basket, null);
  if (!room) return Notices.show(BasketPlaces.omitted({ left: sample.count, known: 0, of: sample.count }));
  const count = Math.min(room, sample.count);
  if (count < sample.count) Notices.show(BasketPlaces.cut(count, sample.count));
  return state.set({ sample: { ...sample, count } });
}

function changed(view) {
  const { basket, sample, landscape } = view.state.get();
  const entries = BasketPlaces.chips(basket, landscape?.geometry?.vertex_names ?? []).map(({ words, indices }) =>
    chip(words, () => view.state.set({ basket: BasketPlaces.without(view.state.get().basket, indices) })),
  );
  if (sample) entries.push(chip(BasketPlaces.sampled(sample), () => view.state.set({ sample: null })));
  byId("basket-chips").replaceChildren(...entries);
  const count = basket.length + (sample?.count ?? 0);
  byId("basket-add").title = `Put this network into the ensemble basket below${count ? `, beside the ${count} in it` : ""}.`;
  byId("basket-add").dataset.count = count || "";
  byId("basket-clear").hidden = !count;
  if (!count) {
    view.queue.drop();
    text("basket-state", "");
    Object.assign(view, { answer: null, asked: null });
  }
  ask(view);
  show(view);
}

function chip(words, remove) {
  const button = html("button", { type: "button", class: "basket-remove", "aria-label": `Take out ${words}`, title: "Take out", onclick: remove }, "×");
  return html("span", { class: "basket-chip", role: "listitem" }, words, button);
}

function ask(view) {
  const { run, basket, sample } = view.state.get();
  const body = BasketPlaces.question({ basket, sample }, view.foreign);
  const about = body && JSON.stringify(body);
  if (!view.seen || !body || about === view.asked) return;
  view.asked = about;
  text("basket-state", "asking …");
  view.queue.push({ run: run.id, body, about });
}

function receive(view, answer) {
  const here = answer.foreign_here;
  if (view.foreign && !answer.foreign && here.length && !here.includes(view.foreign)) {
    view.foreign = here[0];
    view.here = here;
    return ask(view);
  }
  view.here = here;
  view.answer = answer;
  return show(view);
}

function refused(view, problem) {
  Object.assign(view, { asked: null, answer: null });
  show(view);
  Notices.problem(problem);
}

function charts(view) {
  const reliability = (...size) => ReliabilityChart.draw({ series: view.answer ? BasketFigures.series(view.answer) : [], pointers: [] }, ...size);
  const histograms = (...size) => {
    const rows = view.answer ? BasketFigures.panels(view.answer) : [];
    return rows.length ? ForeignChart.draw({ rows, pointed: [] }, ...size) : [];
  };
  const named = (words) => ({ role: "img", "aria-label": words });
  return {
    reliability: drawing(byId("basket-reliability"), reliability, named("Reliability of the ensemble")),
    histograms: drawing(byId("basket-histograms"), histograms, named("Uncertainty of test images and of foreign images")),
  };
}

function show(view) {
  const { answer, state } = view;
  byId("basket").classList.toggle("bare", !answer);
  byId("basket-table").replaceChildren(...(answer ? [Evaluation.table(BasketFigures.table(answer))] : []));
  const { basket, sample } = state.get();
  const waiting = basket.length || sample ? FIRST : EMPTY;
  text("basket-words", answer ? BasketFigures.verdict(answer) : waiting);
  byId("basket-notes").replaceChildren(...(answer ? notes(answer) : []));
  Object.values(view.charts).forEach(({ redraw }) => redraw());
  chooser(view);
  mark(BasketPlaces.marks(state.get(), answer?.members ?? []), state.get());
}

function notes(answer) {
  const key = (name, words) => html("span", { class: "share-entry" }, html("i", { class: name }), words);
  const keys = answer.foreign ? [key("own", "test images"), key("foreign", "foreign images")] : [];
  return [...keys, BasketFigures.notes(answer)];
}

/* Foreign sets that are on this machine. */
function chooser(view) {
  const names = new Map([...view.catalog.datasets, ...view.catalog.companions].map(({ name, title }) => [name, title]));
  byId("basket-foreign-label").hidden = !view.here?.length;
  if (!view.here?.length || view.offered === view.here.join()) return;
  view.offered = view.here.join();
  const option = (name) => html("option", { value: name, selected: name === view.foreign }, names.get(name) ?? name);
  const select = html("select", { "aria-label": "Foreign images", onchange: () => ((view.foreign = select.value), ask(view)) }, view.here.map(option));
  byId("basket-foreign").replaceChildren(select);
}

/* Small blue dots on the map, in parts of its width and height. */
function mark(found, { landscape }) {
  const sheet = document.querySelector("#map .map-sheet");
  if (!sheet) return;
  const layer = sheet.querySelector(".basket-marks") ?? html("div", { class: "basket-marks", "aria-hidden": "true" });
  if (!layer.parentElement) sheet.insertBefore(layer, sheet.querySelector(".marker"));
  const dot = ([x, y]) => {
    const { x: xs, y: ys } = landscape.geometry;
    const part = (value, values) => `${Numbers.fixed((100 * (value - values[0])) / (values.at(-1) - values[0]), 2)}%`;
    const node = html("i", {});
    Object.assign(node.style, { left: part(x, xs), bottom: part(y, ys) });
    return node;
  };
  layer.replaceChildren(...found.map(dot));
}

Panels.add(create);
