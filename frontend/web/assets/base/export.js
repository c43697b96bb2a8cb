/* Every figure as SVG, PNG and CSV, from one small menu in the head of its card. A card registers:

 Exports.add("card-id", { name: "profile", title: () => "Loss along the way",
   svg: () => byId("way").querySelector("svg"),       // or a promise; left out: the rows as a table
   rows: () => [["t", "loss (nats)"], [0, 0.06], ..], // or a promise; the head names the units
   legend: () => [{ mark: "line", colour: "subspace", words: "along the curve" }], // may be left out
   axes: () => ({ x: "t, position on the curve", y: "loss, nats" }) });            // may be left out

 `colour` is a name of tokens.css or a colour; `mark` one of svg_sheet.js. It returns what takes the
 figure away again: a card that opens with a run gives it to `scope.add`. The card is a .card with a
 .card-head, or any element with the attribute data-figures, which takes the menu itself. */

import * as Notices from "./notices.js";
import * as Api from "./api.js";
import * as Csv from "./csv.js";
import { byId, html } from "./dom.js";
import * as Files from "./files.js";
import * as SvgCopy from "./svg_copy.js";
import * as SvgSheet from "./svg_sheet.js";

const SHARP = 2; // pixels of a PNG to one of the page
const figures = new Map(); // card -> Map(name -> figure)
let [origin, known] = [null, null];

/* Whose figures they are from now on. */
export function of(run) {
  [origin, known] = [run, null];
}

/* Run, data and version: the footer of every figure. */
async function about() {
  const ask = (path) => Api.get(path).catch(() => null);
  const trained = origin.phase === "completed";
  known ??= Promise.all([trained ? ask(`/runs/${origin.id}/artifacts/record.json`) : null, ask("/status")]);
  const [record, status] = await known;
  return [
    `run ${origin.id} · ${origin.name} · Paysage ${status?.version ?? "of unknown version"}`,
    `data sha256 ${record?.data_sha256 ?? "not known before the training is done"}`,
  ];
}

const cardOf = (place) => (typeof place === "string" ? byId(place) : place)?.closest("[data-figures], .card");

const headOf = (card) => card.querySelector(".card-head") ?? card;

export function add(place, figure) {
  const card = cardOf(place);
  if (!card) return () => undefined;
  const own = figures.get(card) ?? new Map();
  figures.set(card, own.set(figure.name, figure));
  menu(card);
  return () => {
    if (own.get(figure.name) === figure) own.delete(figure.name);
    if (!own.size) headOf(card).querySelector(":scope > .download")?.remove();
  };
}

function menu(card) {
  const head = headOf(card);
  if (head.querySelector(":scope > .download")) return;
  const list = html("div", { class: "download-list" });
  const box = html(
    "details",
    { class: "download", ontoggle: () => box.open && list.replaceChildren(...lines(card, box)) },
    html("summary", { title: "Download", "aria-label": "Download what this card shows" }, "⤓"),
    list,
  );
  head.append(box);
}

const lines = (card, box) =>
  [...figures.get(card).values()].map((figure) =>
    html(
      "div",
      { class: "download-line" },
      html("span", {}, figure.name),
      Object.keys(KINDS).map((kind) => button(kind, figure, card, box)),
    ),
  );

function button(kind, figure, card, box) {
  const onclick = () => {
    box.open = false;
    save(kind, figure, card).catch(Notices.problem);
  };
  const label = `Download ${figure.name} as ${kind}`;
  return html("button", { type: "button", class: "button small", "aria-label": label, onclick }, kind);
}

async function sheet(figure, card) {
  const look = Object.fromEntries(
    [
      ["paper", "card"],
      ["text", "text"],
      ["muted", "muted"],
    ].map(([name, token]) => [name, SvgCopy.colour(token, card)]),
  );
  const drawing = figure.svg ? await figure.svg() : SvgSheet.table(await rowsOf(figure), look);
  if (!drawing) throw new Error(`There is nothing to save of “${figure.name}” yet; wait until it is drawn.`);
  const copy = drawing.isConnected ? SvgCopy.standalone(drawing) : drawing;
  const legend = (figure.legend?.() ?? []).map((entry) => ({ ...entry, colour: tone(entry.colour, card) }));
  const title = figure.title?.() ?? figure.name;
  return SvgSheet.compose(copy, { title, legend, axes: figure.axes?.(), about: await about(), look });
}

const tone = (name, card) => (/^[a-z-]+$/.test(name) ? SvgCopy.colour(name, card) : name);
const rowsOf = (figure) => (figure.shown ?? figure.rows)();

const KINDS = {
  SVG: async (figure, card) => [SvgSheet.written(await sheet(figure, card)), "image/svg+xml"],
  PNG: async (figure, card) => [await SvgSheet.png(await sheet(figure, card), SHARP), "image/png"],
  CSV: async (figure) => [Csv.format(await figure.rows(), await about()), "text/csv"],
};

async function save(kind, figure, card) {
  const [content, type] = await KINDS[kind](figure, card);
  const name = `paysage-${origin.id}-${figure.name.replace(/[^a-z0-9]+/gi, "-")}.${kind.toLowerCase()}`;
  Files.save(name, content, type);
}

/* What a figure is made of; without it there is nothing to save yet. */
export function needed(answer) {
  if (answer) return answer;
  throw new Error("Nothing has been computed in this card yet; put something in, or scroll to it, then save.");
}

/* The drawing in a box, once it is asked for. */
export const drawnIn = (place) => () => (typeof place === "string" ? byId(place) : place).querySelector("svg");

/* One menu at a time; a press elsewhere or Esc closes it. */
function close(event) {
  for (const box of document.querySelectorAll(".download[open]"))
    if (event.key === "Escape" || (event.type === "pointerdown" && !box.contains(event.target))) box.open = false;
}

if (globalThis.document) {
  document.addEventListener("pointerdown", close);
  document.addEventListener("keydown", close);
}
