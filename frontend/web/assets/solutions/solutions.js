/* The card "Map of solutions": the family among its retrainings, and this network among both. */

import * as Api from "../base/api.js";
import * as Catalog from "../base/catalog.js";
import { byId, drawing, html, text } from "../base/dom.js";
import * as Exports from "../base/export.js";
import * as Numbers from "../base/numbers.js";
import * as Pace from "../base/pace.js";
import * as Panels from "../base/panels.js";
import * as Notices from "../base/notices.js";
import * as Addresses from "../weights/addresses.js";
import * as Linking from "../images/linking.js";
import * as SolutionsChart from "./solutions_chart.js";
import * as SolutionsExport from "./solutions_export.js";
import * as Words from "../weights/words.js";

const PAUSE = 120; // milliseconds between two questions while one moves

/* The place of the page that a network of the map means; null for one drawn by chance. */
export function placeOf({ point }, state) {
  if (!point) return null;
  if (point.t !== null && point.t !== undefined) return Addresses.toPlace({ t: point.t }, state);
  if (point.coefficients) return Addresses.toPlace({ mix: point.coefficients }, state);
  return Addresses.toPlace({ member: point.member }, state);
}

function figures({ accuracy, nll }) {
  return `accuracy ${Numbers.share(accuracy, 1)}, NLL ${Numbers.fixed(nll, 3)} nats on these images`;
}

/* What a network is, in words. */
export function named(one, names) {
  if (one.role === "retraining") return `retraining ${one.member + 1}`;
  if (one.vertex !== null && names[one.vertex]) return names[one.vertex];
  const { point } = one;
  if (!point) return "a network drawn by chance";
  if (point.t !== null && point.t !== undefined) return `t = ${Numbers.fixed(point.t, 2)}`;
  if (point.coefficients) return point.coefficients.map((a) => Numbers.fixed(a, 2)).join(" + ");
  return `network ${point.member + 1}`;
}

/* How good the picture is, and what it says about the family. */
export function sentences({ stress, explained, reach, images, reference_run: reference, run, networks }) {
  const [first, second] = explained;
  const shown = `The two axes show ${Numbers.share(first + second, 0)} of the variance of the distances`;
  const error = stress === null ? "" : `; stress ${Numbers.fixed(stress, 2)} (0 is without fault, above 0.2 read distances with care)`;
  const weight = networks.some(({ role }) => role === "retraining") ? " The retrainings together count as much as the others." : "";
  const distance = `Distance: root of the mean Jensen–Shannon divergence over ${Numbers.count(images)} fixed test images, a metric.`;
  const compared =
    reach?.sentence ??
    (reference === run ? "These networks are the retrainings themselves." : "Without other retrainings of this procedure nobody can say whether these networks span them.");
  const left = reach?.left_out ? ` Not counted: ${reach.left_out} that ${reach.left_out === 1 ? "is a network" : "are networks"} of this run.` : "";
  return [`${compared}${left}`, `${shown}${error}.${weight}`, distance];
}

/** @param {Panel} context */
function create(context) {
  const { state, scope } = context;
  /** @type {Card} */
  const view = { ...context, answer: null, here: null, basket: [], focused: -1, seen: false, asked: null };
  view.ribbon = Catalog.familyOf(state.get().run.recipe.method).points.includes("t");
  view.names = () => state.get().landscape?.geometry?.vertex_names ?? [];
  Object.assign(view, { figures, named });
  view.words = (one) => `${named(one, view.names())}: ${figures(one)}`;
  const figure = drawing(byId("solutions-chart"), (...size) => (view.answer ? SolutionsChart.draw(view, ...size) : []), { role: "img", "aria-label": "Map of solutions" });
  view.redraw = figure.redraw;
  view.queue = Api.latest(
    ({ run, body }, part) => Api.question(`/runs/${run}/solutions`, body, part),
    (answer, request) => receive(view, answer, request),
    (problem) => refused(view, problem),
    (words) => words && text("solutions-state", words),
  );
  listen(view);
  const later = Pace.atMostEvery(PAUSE, () => ask(view));
  state.on(["place", "basket"], later);
  scope.add(() => (view.queue.drop(), figure.close()));
  scope.add(Exports.add("solutions", SolutionsExport.of(view)));
  byId("solutions").hidden = false;
  return Linking.whenSeen("solutions", (seen) => ((view.seen = seen), ask(view)));
}

/* Where one stands first, then the basket. */
function ask(view) {
  const { run, place, basket } = view.state.get();
  const points = [...(place ? [place] : []), ...basket].map(({ point }) => point);
  const about = JSON.stringify(points);
  if (!view.seen || about === view.asked) return;
  view.asked = about;
  if (!view.answer) text("solutions-state", "comparing what the networks answer…");
  view.queue.push({ run: run.id, body: { points }, standing: Boolean(place) });
}

function receive(view, answer, { standing }) {
  const first = !view.answer;
  view.answer = answer;
  view.here = standing ? answer.placed[0] : null;
  view.basket = answer.placed.slice(standing ? 1 : 0);
  text("solutions-state", `${answer.networks.length} networks on ${Numbers.count(answer.images)} test images`);
  legend(view);
  if (first) {
    byId("solutions-words").replaceChildren(...sentences(answer).map((words, index) => html("p", { class: index ? "muted" : "" }, words)));
    choose(view, -1);
  }
  view.redraw();
}

function refused(view, problem) {
  Object.assign(view, { asked: null, here: null, basket: [] });
  if (!view.answer) text("solutions-state", "not computed");
  view.redraw();
  Notices.problem(problem);
}

function legend({ answer, state, basket }) {
  const { run } = state.get();
  const others = answer.networks.filter(({ role }) => role === "retraining").length;
  const entries = [["here", "●", "this network"], ["subspace", "●", Words.whole(run)]];
  if (others) entries.push(["retrainings", "×", `${others} retrainings`]);
  if (basket.length) entries.push(["subspace ringed", "●", "in the basket"]);
  byId("solutions-legend").replaceChildren(
    ...entries.map(([role, mark, words]) => html("span", { class: `entry ${role}` }, html("span", { class: "solutions-key", "aria-hidden": "true" }, mark), words)),
  );
}

function listen(view) {
  const box = byId("solutions-chart");
  box.onclick = (event) => {
    if (!view.answer) return;
    const { left, top } = box.getBoundingClientRect();
    choose(view, SolutionsChart.nearest(view.answer, view.scale, event.clientX - left, event.clientY - top), true);
  };
  box.onkeydown = (event) => view.answer && key(view, event);
}

function key(view, event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const count = view.answer.networks.length;
  if (step) choose(view, (Math.max(view.focused, step < 0 ? 0 : -1) + step + count) % count);
  else if (event.key === "Enter") choose(view, view.focused, true);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/* One network of the map: said in words; `go` also moves there where it is a place of this run. */
function choose(view, index, go = false) {
  view.focused = index;
  const one = view.answer.networks[index];
  const place = one && placeOf(one, view.state.get());
  if (go && place) view.move(place);
  const hint = "Click on a network to go there; a cross tells about a retraining.";
  const line = one ? [html("b", {}, named(one, view.names())), `: ${figures(one)}. `] : [html("span", { class: "muted" }, hint)];
  if (one?.role === "retraining")
    line.push(html("a", { class: "link", href: `/explore/${view.answer.reference_run}?member=${one.member}` }, "Open it among the retrainings"));
  else if (place && !go) line.push(html("button", { type: "button", class: "button small", onclick: () => view.move(place) }, "Go there"));
  byId("solutions-chosen").replaceChildren(html("p", {}, ...line));
  view.redraw();
}

Panels.add(create);
