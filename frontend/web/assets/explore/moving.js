/* Moving through weight space: the marker at once, the answer as soon as the service has it. */
(function (paysage) {
  "use strict";

  const PATIENCE = 150; // milliseconds before a spinner

  /* `state.place` changes at once; `state.answer` follows, and is about the newest place only. */
  function create(state, showBusy) {
    let timer = null;
    const wait = () => (timer ??= setTimeout(() => showBusy(true), PATIENCE));
    const settle = () => {
      clearTimeout(timer);
      timer = null;
      showBusy(false);
    };
    const queue = paysage.api.latest(
      ({ run, body }, part) => paysage.api.question(`/runs/${run}/predictions`, body, part),
      (answer, request, last) => {
        if (request.indices !== state.get().gallery?.indices) return;
        state.set({ answer, answered: request.place });
        if (last) settle();
      },
      (problem) => {
        settle();
        state.set({ answer: null, answered: null }); // what is known is about another place
        paysage.notices.problem(problem);
      },
    );

    function ask() {
      const { run, place, gallery } = state.get();
      if (!place || !gallery) return;
      wait();
      queue.push({
        run: run.id,
        place,
        indices: gallery.indices,
        body: paysage.answers.here(place, gallery.indices),
      });
    }

    function move(place) {
      state.set({ place });
      ask();
    }

    return { ask, move, drop: () => (queue.drop(), settle()) };
  }

  paysage.moving = { create };
})((globalThis.paysage ??= {}));
