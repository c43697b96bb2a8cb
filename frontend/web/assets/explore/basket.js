/* The card "Ensemble basket": networks by hand, and at once what their mean is worth. */
(function (paysage) {
  "use strict";

  const { byId, drawing, html, text } = paysage.dom;
  const places = () => paysage.basket_places; // loaded after this file
  const EMPTY = "Nothing is in the basket yet. Put networks into it, from the map or with the buttons above: accuracy, calibration and uncertainty of their mean stand here at once, beside the Deep Ensemble's.";

  const FIRST = "The first answer takes a moment: every network is asked about all the images.";

  function create(context) {
    const { state, catalog, scope } = context;
    const dataset = catalog.datasets.find(({ name }) => name === state.get().run.recipe.dataset);
    const view = { ...context, companions: dataset.companions, foreign: dataset.companions[0] ?? null, asked: null, answer: null, seen: false };
    view.charts = charts(view);
    view.queue = paysage.api.latest(
      ({ run, body }, part) => paysage.api.question(`/runs/${run}/ensembles`, body, part),
      (answer, { about }) => about === view.asked && receive(view, answer),
      (problem) => refused(view, problem),
      (words) => text("basket-state", words),
    );
    paysage.basket_tools.create(byId("basket-tools"), state, { add: (more) => put(view, more), draw: (sample) => draw(view, sample) });
    byId("basket").hidden = false;
    byId("basket-add").hidden = false;
    byId("basket-add").onclick = () => put(view, [kept(state.get().place)]);
    byId("basket-clear").onclick = () => state.set({ basket: [], sample: null });
    state.on(["basket", "sample", "landscape"], () => changed(view));
    const offer = ({ place, refused }) => (byId("basket-add").disabled = !place || refused);
    state.on(["place", "refused"], offer);
    offer(state.get());
    scope.add(() => end(view));
    for (const figure of paysage.card_figures.basket(view)) scope.add(paysage.exports.add("basket", figure));
    const unseen = paysage.linking.whenSeen("basket", (seen) => ((view.seen = seen), ask(view)));
    changed(view);
    return unseen;
  }

  /* A place without what only the map needs. */
  const kept = ({ hollow: _, ...place }) => place;

  function end(view) {
    view.queue.drop();
    Object.values(view.charts).forEach(({ close }) => close());
    document.querySelector("#map .basket-marks")?.remove();
    if (byId("basket-add")) byId("basket-add").hidden = true;
  }

  function put({ state }, more) {
    const { basket, sample } = state.get();
    const { basket: now, left, known } = places().added(basket, more, sample);
    if (left || known) paysage.notices.show(places().omitted({ left, known, of: more.length }));
    if (now.length > basket.length) state.set({ basket: now });
  }

  function draw({ state }, sample) {
    const room = places().room(state.get().basket, null);
    if (!room) return paysage.notices.show(places().omitted({ left: sample.count, known: 0, of: sample.count }));
    const count = Math.min(room, sample.count);
    if (count < sample.count) paysage.notices.show(places().cut(count, sample.count));
    return state.set({ sample: { ...sample, count } });
  }

  function changed(view) {
    const { basket, sample, landscape } = view.state.get();
    const entries = places().chips(basket, landscape?.geometry?.vertex_names ?? []).map(({ words, indices }) =>
      chip(words, () => view.state.set({ basket: places().without(view.state.get().basket, indices) })),
    );
    if (sample) entries.push(chip(places().sampled(sample), () => view.state.set({ sample: null })));
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
    const body = places().question({ basket, sample }, view.foreign);
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
    paysage.notices.problem(problem);
  }

  function charts(view) {
    const reliability = (...size) => paysage.reliability_chart.draw({ series: view.answer ? paysage.basket_figures.series(view.answer) : [], pointers: [] }, ...size);
    const histograms = (...size) => {
      const rows = view.answer ? paysage.basket_figures.panels(view.answer) : [];
      return rows.length ? paysage.foreign_chart.draw({ rows, pointed: [] }, ...size) : [];
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
    byId("basket-table").replaceChildren(...(answer ? [paysage.evaluation.table(paysage.basket_figures.table(answer))] : []));
    const { basket, sample } = state.get();
    const waiting = basket.length || sample ? FIRST : EMPTY;
    text("basket-words", answer ? paysage.basket_figures.verdict(answer) : waiting);
    byId("basket-notes").replaceChildren(...(answer ? notes(answer) : []));
    Object.values(view.charts).forEach(({ redraw }) => redraw());
    chooser(view);
    mark(places().marks(state.get(), answer?.members ?? []), state.get());
  }

  function notes(answer) {
    const key = (name, words) => html("span", { class: "share-entry" }, html("i", { class: name }), words);
    const keys = answer.foreign ? [key("own", "test images"), key("foreign", "foreign images")] : [];
    return [...keys, paysage.basket_figures.notes(answer)];
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
      const part = (value, values) => `${paysage.numbers.fixed((100 * (value - values[0])) / (values.at(-1) - values[0]), 2)}%`;
      const node = html("i", {});
      Object.assign(node.style, { left: part(x, xs), bottom: part(y, ys) });
      return node;
    };
    layer.replaceChildren(...found.map(dot));
  }

  paysage.panels.add(create);
})((globalThis.paysage ??= {}));
