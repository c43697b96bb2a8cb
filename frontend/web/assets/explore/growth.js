/* A landscape while it grows: tiles are written into it as they come. */
(function (paysage) {
  "use strict";

  const PAUSE = 700; // milliseconds between drawings of a growing map
  const LOOK = 5000; // milliseconds between looks at its turn, where nothing is heard of it

  /* The landscape with one tile's values in their cells; the old one stays as it was. */
  function withTile(landscape, { indices, values }) {
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

  const growing = (landscape) => ["queued", "running"].includes(landscape.phase);

  /* Calls `changed(landscape)` now and after every change, until it is complete. */
  async function follow(id, scope, changed) {
    const read = () => paysage.api.get(`/landscapes/${id}`);
    let landscape = await read();
    if (scope.ended()) return;
    changed(landscape);
    if (!growing(landscape)) return;
    const draw = paysage.pace.atMostEvery(PAUSE, () => scope.ended() || changed(landscape));
    const refresh = paysage.pace.atMostEvery(PAUSE, async () => {
      landscape = await read().catch((problem) => (paysage.notices.problem(problem), landscape));
      draw();
      if (!growing(landscape)) end();
    });
    const tile = (event) => {
      if (!landscape.geometry) return refresh();
      landscape = withTile(landscape, event);
      return draw();
    };
    const end = paysage.events.follow(`/landscapes/${id}`, {
      tile,
      level: refresh,
      landscape: refresh,
      phase: refresh,
    });
    const looking = setInterval(() => document.hidden || !growing(landscape) || refresh(), LOOK);
    scope.add(() => (clearInterval(looking), end()));
  }

  /* It was stopped, or failed, before there was anything of it to see. */
  const barren = (landscape) =>
    !growing(landscape) && landscape.phase !== "completed" && landscape.completed_points === 0;

  /* Whose turn it is and how long it takes still, as far as anybody knows. */
  function turn({ turn: own, completed_points: done }) {
    if (!own) return "";
    const { reason, seconds, seconds_to_picture: first } = own;
    const left = (value, what) => (value == null ? "" : ` About ${paysage.numbers.duration(value)} ${what}.`);
    return reason + (done || first == null ? left(seconds, "left") : left(first, "until its first picture"));
  }

  function words(landscape) {
    const { phase, level, strides, completed_points: done, total_points: all, geometry, failure } = landscape;
    const size = geometry ? `${geometry.x.length} × ${geometry.y.length}` : "";
    if (phase === "completed") return `${size} · exact`;
    if (failure || phase === "cancelled" || phase === "failed")
      return `${size}, stopped at ${Math.floor((100 * done) / all)} %`;
    if (!done) return landscape.turn?.at_work ? "at work · no point yet" : "waits for its turn";
    return `level ${Math.min(level + 1, strides.length)} of ${strides.length} · ${Math.floor((100 * done) / all)} %`;
  }

  paysage.growth = { barren, follow, growing, turn, withTile, words };
})((globalThis.paysage ??= {}));
