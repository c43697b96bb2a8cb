/* Moving through weight space: the marker at once, the answer as soon as the service has it. */

import * as Api from "../base/api.js";
import * as Notices from "../base/notices.js";
import * as Answers from "../images/answers.js";

const PATIENCE = 150; // milliseconds before a spinner

/* `state.place` changes at once; `state.answer` follows, and is about the newest place only. Whom it asks, and
   whom it tells of problems, are the service and the notices. */
export function create(state, showBusy, { question = Api.question, problem: tell = Notices.problem } = {}) {
  let timer = null;
  const wait = () => (timer ??= setTimeout(() => showBusy(true), PATIENCE));
  const settle = () => {
    clearTimeout(timer);
    timer = null;
    showBusy(false);
  };
  const queue = Api.latest(
    ({ run, body }, part) => question(`/runs/${run}/predictions`, body, part),
    (answer, request, last) => {
      if (request.indices !== state.get().gallery?.indices) return;
      state.set({ answer, answered: request.place });
      if (last) settle();
    },
    (problem) => {
      settle();
      state.set({ answer: null, answered: null }); // what is known is about another place
      tell(problem);
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
      body: Answers.here(place, gallery.indices),
    });
  }

  function move(place) {
    state.set({ place });
    ask();
  }

  return { ask, move, drop: () => (queue.drop(), settle()) };
}
