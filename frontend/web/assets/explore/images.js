/* The gallery's answers: of the subspace, along the way, of the retrainings; stale ones are dropped. */
(function (paysage) {
  "use strict";

  const { answers, api } = paysage;

  /* Asks for one order of the gallery and writes what comes into the state. */
  function create(state) {
    let turn = 0;

    const load = (order) => fill(order, answers.subspace(order), 0);

    /* These test images, in place of an order; the one at `selected` is chosen. */
    const choose = (indices, selected = 0) =>
      fill("given", answers.given(indices.slice(0, answers.EXAMPLES)), selected);

    /* Whether there are images to see in the end: those asked for, or those from before. */
    async function fill(order, body, selected) {
      const mine = ++turn;
      const fresh = () => mine === turn;
      const before = shown();
      state.set({ order, gallery: null });
      const { run } = state.get();
      try {
        const subspace = await api.post(`/runs/${run.id}/predictions`, body);
        if (!fresh()) return;
        state.set({
          gallery: { order, subspace, along: null, reference: null, indices: indicesOf(subspace) },
          selected,
        });
        await Promise.all([loadAlong(fresh), loadReference(fresh)]);
      } catch (problem) {
        if (fresh()) paysage.notices.problem(problem);
        if (fresh() && before.gallery) state.set(before);
      }
      return state.get().gallery !== null;
    }

    const shown = () => {
      const { order, gallery, selected } = state.get();
      return { order, gallery, selected };
    };
    const add = (part) => state.set({ gallery: { ...state.get().gallery, ...part } });

    async function loadAlong(fresh) {
      const { run, way, gallery } = state.get();
      if (!way || !gallery || gallery.along) return;
      const body = answers.along(way, gallery.indices);
      const prediction = way.discrete
        ? gallery.subspace
        : await api.post(`/runs/${run.id}/predictions`, body);
      if (fresh()) add({ along: { ...prediction, examples: gallery.subspace.examples } });
    }

    async function loadReference(fresh) {
      const { run, gallery } = state.get();
      if (!run.reference || run.reference === run.id) return;
      const reference = await api.post(
        `/runs/${run.reference}/predictions`,
        answers.reference(gallery.indices),
      );
      if (fresh()) add({ reference });
    }

    function along() {
      const mine = turn;
      loadAlong(() => mine === turn).catch(paysage.notices.problem);
    }

    return { along, choose, load, drop: () => (turn += 1) };
  }

  const indicesOf = (prediction) => prediction.examples.map((example) => example.index);

  paysage.images = { create };
})((globalThis.paysage ??= {}));
