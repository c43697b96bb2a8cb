/* Where the networks of the map label images otherwise than the one where you stand; live. */

import * as Api from "../base/api.js";
import * as Pace from "../base/pace.js";
import * as Panels from "../base/panels.js";
import * as Notices from "../base/notices.js";
import * as Growth from "./growth.js";

const PAUSE = 100; // milliseconds between two questions while one moves
const GROWN = 2000; // milliseconds between two while the map grows
const [GONE, BUSY] = [404, 503];
const METRIC = "disagreement";

/* How far the network where one stands is asked about the images, while the map waits for it. */
export const waits = (now) => (wanted(now) && now.comparing ? `Disagreement: ${now.comparing}.` : "");

const wanted = ({ metric, subject }) => metric === METRIC && subject === "all";

/** @param {Panel} panel */
export function create({ state }) {
  const queue = Api.latest(
    ({ id, place }, part) => Api.question(`/landscapes/${id}/disagreement`, { point: place.point }, part),
    (answer, { id }) => {
      if (id !== state.get().landscape?.id) return;
      const { landscape, images, disagreement: grid } = answer;
      state.set({ disagreement: { landscape, images, grid } });
    },
    refused,
    (words) => state.set({ comparing: words }),
  );

  function refused(problem) {
    const { landscape } = state.get();
    if (problem.status === BUSY) return; // the next step asks again
    if (problem.status !== GONE) {
      state.set({ disagreement: null });
      Notices.problem(problem);
    } else if (!Growth.growing(landscape)) state.set({ disagreement: { refused: problem.message } });
  }

  const ask = Pace.atMostEvery(PAUSE, () => {
    const { landscape, place, disagreement } = state.get();
    if (!wanted(state.get()) || !place || !landscape?.completed_points || disagreement?.refused) return;
    queue.push({ id: landscape.id, place });
  });

  let last = null;
  const grown = Pace.atMostEvery(GROWN, ask);
  state.on(["landscape"], ({ landscape }) => {
    if (landscape?.id !== last) {
      queue.drop();
      state.set({ disagreement: null, comparing: "" });
    }
    last = landscape?.id;
    grown();
  });
  state.on(["metric", "subject", "place"], ask);
  ask();
  return queue.drop;
}

Panels.add(create);
