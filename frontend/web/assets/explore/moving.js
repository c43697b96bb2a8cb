/* Moving through weight space: the marker at once, the answer as soon as the service has it. */
(function (paysage) {
  "use strict";

  const PATIENCE = 150; // milliseconds before a spinner
  const BUSY = 503;

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
      ({ run, body }) => paysage.api.post(`/runs/${run}/predictions`, body),
      (answer, request, last) => {
        if (request.indices !== state.get().gallery?.indices) return;
        state.set({ answer, answered: request.place });
        if (last) settle();
      },
      (problem) => {
        settle();
        state.set({ answer: null, answered: null }); // what is known is about another place
        if (problem.status !== BUSY) paysage.notices.problem(problem);
        else paysage.notices.show("The worker that answers clicks is busy; move again in a few seconds.");
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
