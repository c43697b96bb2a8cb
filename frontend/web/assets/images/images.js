/* The gallery's answers: of the subspace, along the way, of the retrainings; stale ones are dropped. */

import * as Api from "../base/api.js";
import { text } from "../base/dom.js";
import * as Notices from "../base/notices.js";
import * as Answers from "./answers.js";

/* Asks for one order of the gallery and writes what comes into the state. */
export function create(state) {
  let turn = 0;
  const far = {};

  const load = (order) => fill(order, Answers.subspace(order), 0);

  /* These test images, in place of an order; the one at `selected` is chosen. */
  const choose = (indices, selected = 0) =>
    fill("given", Answers.given(indices.slice(0, Answers.EXAMPLES)), selected);

  /* Whether there are images to see in the end: those asked for, or those from before. */
  async function fill(order, body, selected) {
    const mine = ++turn;
    Object.keys(far).forEach((name) => tell(name, ""));
    const fresh = () => mine === turn;
    const before = shown();
    state.set({ order, gallery: null });
    const { run } = state.get();
    try {
      let others = null;
      await predict("subspace", run.id, body, fresh, (subspace) => {
        if (others) return renew(subspace);
        const indices = indicesOf(subspace);
        state.set({ gallery: { order, subspace, along: null, reference: null, indices }, selected });
        return (others = Promise.allSettled([loadAlong(fresh), loadReference(fresh)]));
      });
      for (const one of (await others) ?? []) if (one.status === "rejected" && fresh()) Notices.problem(one.reason);
    } catch (problem) {
      if (fresh()) Notices.problem(problem);
      if (fresh() && before.gallery) state.set(before);
    }
    return state.get().gallery !== null;
  }

  const shown = () => {
    const { order, gallery, selected } = state.get();
    return { order, gallery, selected };
  };
  /* Of separate networks, the way leads from one to the next. */
  const renew = (subspace) => add({ subspace, ...(state.get().way?.discrete && { along: subspace }) });

  /* How far the questions are; the first of them speaks. */
  function tell(name, words) {
    far[name] = words;
    text("images-state", [far.subspace, far.along, far.reference].find(Boolean) ?? "");
  }

  /* The first answer and the final one, as long as they are wanted. */
  async function predict(name, run, body, fresh, receive) {
    let seen = false;
    const part = (words, early) => {
      if (!fresh()) return false;
      const final = early !== null && Answers.isFinal(early);
      if (early && (final || !seen)) receive(early);
      seen ||= early !== null;
      tell(name, early ? `first answers, ${words}` : words);
      return !final;
    };
    try {
      const whole = await Api.question(`/runs/${run}/predictions`, body, part);
      if (whole && fresh()) receive(whole);
    } finally {
      if (fresh()) tell(name, "");
    }
  }

  const add = (part) => state.set({ gallery: { ...state.get().gallery, ...part } });

  async function loadAlong(fresh) {
    const { run, way, gallery } = state.get();
    if (!way || !gallery || gallery.along) return;
    const keep = (prediction) => add({ along: { ...prediction, examples: gallery.subspace.examples } });
    if (way.discrete) keep(gallery.subspace);
    else await predict("along", run.id, Answers.along(way, gallery.indices), fresh, keep);
  }

  async function loadReference(fresh) {
    const { run, gallery } = state.get();
    if (!run.reference || run.reference === run.id) return;
    await predict("reference", run.reference, Answers.reference(gallery.indices), fresh, (reference) => add({ reference }));
  }

  function along() {
    const mine = turn;
    loadAlong(() => mine === turn).catch(Notices.problem);
  }

  return { along, choose, load, drop: () => (turn += 1) };
}

const indicesOf = (prediction) => prediction.examples.map((example) => example.index);
