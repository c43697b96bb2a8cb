/* In the profile's place for a simplex: one bar a network; together they always make one. */

import { byId, html } from "../base/dom.js";
import * as Geometry from "../base/geometry.js";
import * as NumberField from "../base/number_field.js";
import * as Numbers from "../base/numbers.js";

/* `moved(coefficients)` hears of every change, `refused(whether)` of text that is no coefficient. */
export function create(names, moved, refused) {
  const view = { coefficients: names.map(() => 1 / names.length), shown: null, rows: [] };
  const change = (index, value) => moved(Geometry.withCoefficient(view.coefficients, index, value));
  const look = () => refused(view.rows.some(({ number }) => number.value() === null));
  view.rows = names.map((name, index) => row(name, (value) => change(index, value), look));
  byId("way").replaceChildren(
    html(
      "div",
      { class: "coefficients" },
      view.rows.map(({ element }) => element),
    ),
  );
  return { show: (coefficients) => show(view, coefficients) };
}

function row(name, change, look) {
  const bar = html("input", { type: "range", min: 0, max: 1, step: 0.01, "aria-label": `Part of ${name}` });
  const limits = { low: 0, high: 1, step: 0.01 };
  const number = NumberField.create(`Coefficient of ${name}`, "0", limits, { taken: change, changed: look });
  bar.addEventListener("input", () => change(bar.valueAsNumber));
  return {
    bar,
    number,
    element: html("label", { class: "coefficient" }, html("span", {}, name), bar, number.element),
  };
}

/* Null: the place is no mixture of the networks; the bars keep what they said, dimmed. */
function show(view, coefficients) {
  view.rows.forEach(({ element }) => element.classList.toggle("dim", coefficients === null));
  if (coefficients === view.shown) return; // a refused text stays until one moves
  view.shown = coefficients;
  if (coefficients === null) return view.rows.forEach(({ number }) => number.reset());
  view.coefficients = coefficients;
  view.rows.forEach(({ bar, number }, index) => {
    bar.value = coefficients[index];
    bar.style.setProperty("--part", `${100 * coefficients[index]}%`);
    number.show(coefficients[index], Numbers.fixed(coefficients[index], 2));
  });
  return undefined;
}
