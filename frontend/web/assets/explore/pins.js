/* Two places that are kept, A and B: the button that pins where one stands. */
(function (paysage) {
  "use strict";

  const { byId, text } = paysage.dom;
  const FIRST = ["Pin as A", "Keep this network as A, to compare it with another."];
  const SECOND = ["Compare as B", "Compare this network, as B, with the one that is pinned as A."];

  const pin = (state, name, place) => state.set({ pins: { ...state.get().pins, [name]: place } });

  /* The next letter: A first; then B, again and again. */
  const next = ({ pins }) => (pins.a ? "b" : "a");

  function press(state) {
    const { place } = state.get();
    const name = next(state.get());
    if (!place) return;
    pin(state, name, place);
    if (name === "b") byId("compare").scrollIntoView({ block: "nearest", behavior: "smooth" });
  }

  function create({ state }) {
    const button = byId("pin");
    let landscape = null;
    button.onclick = () => press(state);
    const show = (now) => {
      const [words, title] = next(now) === "b" ? SECOND : FIRST;
      text(button, words);
      button.title = title;
      button.disabled = !now.place;
    };
    state.on(["pins", "place"], show);
    // Places belong to one map: on the next one they would mean something else.
    state.on(["landscape"], (now) => {
      const id = now.landscape?.id ?? null;
      if (landscape && id && id !== landscape) state.set({ pins: { a: null, b: null } });
      landscape = id ?? landscape;
    });
    show(state.get());
    return () => (button.onclick = null);
  }

  paysage.panels.add(create);
  paysage.pins = { next, pin, press };
})((globalThis.paysage ??= {}));
