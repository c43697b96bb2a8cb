/* A landscape while it grows: tiles are written into it as they come. */

import * as Api from "../base/api.js";
import * as Events from "../base/events.js";
import * as Numbers from "../base/numbers.js";
import * as Pace from "../base/pace.js";
import * as Notices from "../base/notices.js";

const PAUSE = 700; // milliseconds between drawings of a growing map
const LOOK = 5000; // milliseconds between looks at its turn, where nothing is heard of it

/* The landscape with one tile's values in their cells; the old one stays as it was. */
export function withTile(landscape, { indices, values }) {
  const grown = Object.fromEntries(
    Object.entries(landscape.values).map(([metric, rows]) => {
      const copy = rows.map((row) => row.slice());
      indices.forEach(([row, column], index) => (copy[row][column] = values[metric]?.[index] ?? null));
      return [metric, copy];
    }),
  );
  const known = grown.loss.flat().filter((value) => value !== null).length;
  return { ...landscape, values: grown, completed_points: Math.max(landscape.completed_points, known) };
}

export const growing = (landscape) => ["queued", "running"].includes(landscape.phase);

/* Calls `changed(landscape)` now and after every change, until it is complete. */
export async function follow(id, scope, changed) {
  const read = () => Api.get(`/landscapes/${id}`);
  let landscape = await read();
  if (scope.ended()) return;
  changed(landscape);
  if (!growing(landscape)) return;
  const draw = Pace.atMostEvery(PAUSE, () => scope.ended() || changed(landscape));
  const refresh = Pace.atMostEvery(PAUSE, async () => {
    landscape = await read().catch((problem) => (Notices.problem(problem), landscape));
    draw();
    if (!growing(landscape)) end();
  });
  const tile = (event) => {
    if (!landscape.geometry) return refresh();
    landscape = withTile(landscape, event);
    return draw();
  };
  const end = Events.follow(`/landscapes/${id}`, {
    tile,
    level: refresh,
    landscape: refresh,
    phase: refresh,
  });
  const looking = setInterval(() => document.hidden || !growing(landscape) || refresh(), LOOK);
  scope.add(() => (clearInterval(looking), end()));
}

/* It was stopped, or failed, before there was anything of it to see. */
export const barren = (landscape) =>
  !growing(landscape) && landscape.phase !== "completed" && landscape.completed_points === 0;

/* Whose turn it is and how long it takes still, as far as anybody knows. */
export function turn({ turn: own, completed_points: done }) {
  if (!own) return "";
  const { reason, seconds, seconds_to_picture: first } = own;
  const left = (value, what) => (value == null ? "" : ` About ${Numbers.duration(value)} ${what}.`);
  return reason + (done || first == null ? left(seconds, "left") : left(first, "until its first picture"));
}

export function words(landscape) {
  const { phase, level, strides, completed_points: done, total_points: all, geometry, failure } = landscape;
  const size = geometry ? `${geometry.x.length} × ${geometry.y.length}` : "";
  if (phase === "completed") return `${size} · exact`;
  if (failure || phase === "cancelled" || phase === "failed")
    return `${size}, stopped at ${Math.floor((100 * done) / all)} %`;
  if (!done) return landscape.turn?.at_work ? "at work · no point yet" : "waits for its turn";
  return `level ${Math.min(level + 1, strides.length)} of ${strides.length} · ${Math.floor((100 * done) / all)} %`;
}
