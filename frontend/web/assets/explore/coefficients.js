/* In the profile's place for a simplex: one bar a network; together they always make one. */
(function (paysage) {
  "use strict";

  const { byId, html } = paysage.dom;

  /* `moved(coefficients)` hears of every change. */
  function create(names, moved) {
    const view = { coefficients: names.map(() => 1 / names.length), rows: [] };
    const change = (index, value) =>
      Number.isFinite(value) && moved(paysage.geometry.withCoefficient(view.coefficients, index, value));
    view.rows = names.map((name, index) => row(name, (value) => change(index, value)));
    byId("way").replaceChildren(
      html(
        "div",
        { class: "coefficients" },
        view.rows.map(({ element }) => element),
      ),
    );
    return { show: (coefficients) => show(view, coefficients) };
  }

  function row(name, change) {
    const bar = html("input", { type: "range", min: 0, max: 1, step: 0.01, "aria-label": `Part of ${name}` });
    const number = html("input", {
      type: "number",
      min: 0,
      max: 1,
      step: 0.01,
      "aria-label": `Coefficient of ${name}`,
    });
    bar.addEventListener("input", () => change(bar.valueAsNumber));
    number.addEventListener("change", () => change(number.valueAsNumber));
    return {
      bar,
      number,
      element: html("label", { class: "coefficient" }, html("span", {}, name), bar, number),
    };
  }

  /* Null: the place is no mixture of the networks; the bars keep what they said, dimmed. */
  function show(view, coefficients) {
    view.rows.forEach(({ element }) => element.classList.toggle("dim", coefficients === null));
    if (coefficients === null) return;
    view.coefficients = coefficients;
    view.rows.forEach(({ bar, number }, index) => {
      bar.value = coefficients[index];
      bar.style.setProperty("--part", `${100 * coefficients[index]}%`);
      if (document.activeElement !== number) number.value = coefficients[index].toFixed(2);
    });
  }

  paysage.coefficients = { create };
})((globalThis.paysage ??= {}));
