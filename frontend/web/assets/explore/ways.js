/* What the profile shows, for each family: lines of loss over a position, and what a position means. */
(function (paysage) {
  "use strict";

  const { at, closest, position } = paysage.geometry;
  const quarter = [0.25, 0.5, 0.75].map((value) => ({ at: value, label: String(value) }));

  const pathLine = (path, style) => ({
    style,
    at: path.t,
    loss: path.loss,
    error: path.loss_standard_error,
  });

  /* Along the curve, and straight across. */
  function curve(landscape) {
    const { geometry, profile } = landscape;
    const names = geometry.vertex_names;
    return {
      domain: [0, 1],
      ends: [names[0], names.at(-1)],
      ticks: quarter,
      lines: [pathLine(profile.straight, "straight"), pathLine(profile.trail, "main")],
      words: [
        ["main", `along the curve: barrier ${barrier(profile.trail)}`],
        ["straight", `straight across: barrier ${barrier(profile.straight)}`],
      ],
      slider: "Position on the curve",
      step: 0.01,
      toPlace: (value) => paysage.place.onTrail(profile.trail, value),
      fromPlace: (place) => (place.kind === "t" ? place.t : null),
    };
  }

  /* Between separate networks there is only the straight way. */
  function members(landscape) {
    const { geometry, profile } = landscape;
    const names = geometry.vertex_names;
    const last = names.length - 1;
    return {
      domain: [0, 1],
      ends: [names[0], names[last]],
      ticks: quarter,
      lines: [pathLine(profile.straight, "straight")],
      words: [["straight", `straight across: barrier ${barrier(profile.straight)}`]],
      slider: "Position between the two networks",
      step: 0.01,
      toPlace: (value) => straightPlace(landscape, value),
      fromPlace: (place) => place.along ?? (place.member === 0 ? 0 : place.member === last ? 1 : null),
    };
  }

  function straightPlace(landscape, value) {
    const { geometry, profile } = landscape;
    if (value <= 0) return paysage.place.atMember(geometry, 0);
    if (value >= 1) return paysage.place.atMember(geometry, geometry.vertices.length - 1);
    return { ...paysage.place.onStraight(landscape.id, profile.straight, value), along: value };
  }

  /* A single network: sections of the grid through it, along both axes of the map. */
  function single(landscape) {
    const { x, y, vertices } = landscape.geometry;
    const [[x0, y0]] = vertices;
    const rows = landscape.values.loss;
    const stride = landscape.strides[landscape.level - 1]; // of the finest complete level: no gaps
    const known = (values) => values.filter((_, index) => index % stride === 0);
    const [row, column] = [stride * closest(known(y), y0), stride * closest(known(x), x0)];
    return {
      domain: [x[0] - x0, x.at(-1) - x0],
      ends: [],
      ticks: [-0.66, -0.33, 0, 0.33, 0.66].map((part) => sectionTick(part * (x.at(-1) - x0))),
      lines: [
        { style: "straight", at: known(y).map((value) => value - y0), loss: known(rows).map((values) => values[column]) },
        { style: "main", at: known(x).map((value) => value - x0), loss: known(rows[row]) },
      ],
      words: [
        ["main", "loss across the map"],
        ["straight", "up the map; both axes are random directions"],
      ],
      slider: "Position across the map",
      step: (x.at(-1) - x[0]) / 100,
      toPlace: (value) =>
        Math.abs(value) < 1e-9
          ? paysage.place.atMember(landscape.geometry, 0)
          : { ...paysage.place.onPlane(landscape.id, x0 + value, y0), along: value },
      fromPlace: (place) => (place.member === 0 ? 0 : (place.along ?? null)),
    };
  }

  const sectionTick = (value) => ({
    at: value,
    label: value === 0 ? "network" : paysage.numbers.short(Math.round(10 * value) / 10),
  });

  function barrier(path) {
    const height = Math.max(0, path.barrier);
    return `${height >= 0.1 ? height.toFixed(2) : height.toFixed(3)} nats`;
  }

  /* Null where coefficients stand in the profile's place, or nothing is known yet. */
  function of(family, landscape) {
    const { profile, geometry } = landscape;
    if (!geometry || family === "simplex") return null;
    if (profile?.trail && profile.straight) return curve(landscape);
    if (profile?.straight) return members(landscape);
    return geometry.vertices.length === 1 && landscape.level > 0 ? single(landscape) : null;
  }

  /* Height of a line at a position; null in a gap. */
  function lossAt(line, value) {
    const where = position(line.at, value);
    const [left, right] = [line.loss[Math.floor(where)], line.loss[Math.ceil(where)]];
    return left === null || right === null ? null : at(line.loss, where);
  }

  paysage.ways = { lossAt, of };
})((globalThis.paysage ??= {}));
