/* The family on the map: curve with its control polygon, triangle, or separate networks. */
(function (paysage) {
  "use strict";

  const ON_PLANE = 1e-3;
  const TOGETHER = 0.08; // of the width
  const BESIDE = 0.13; // of the width: nearer to the edge a name stands above or below

  function line(x, y, style) {
    return { type: "scatter", mode: "lines", x, y, line: style, hoverinfo: "skip" };
  }

  const columns = (points) => [points.map(([x]) => x), points.map(([, y]) => y)];

  function traces(landscape, look) {
    const { geometry, profile } = landscape;
    const drawn = [];
    if (look.family === "simplex") drawn.push(...faces(geometry, look));
    if (profile?.trail) drawn.push(...polygon(geometry, look));
    if (profile?.straight) drawn.push(...straight(profile.straight, look));
    if (profile?.trail) drawn.push(...trail(profile.trail, look));
    return [...drawn, ...networks(geometry, look)];
  }

  function polygon({ vertices }, { ink }) {
    return vertices.length > 2 ? [line(...columns(vertices), { color: ink, width: 1.2, dash: "dot" })] : [];
  }

  function straight({ x, y }, { ink, family }) {
    return family === "simplex" ? [] : [line(x, y, { color: ink, width: 1.6, dash: "8px,7px" })];
  }

  function trail({ x, y }, { colour, paper }) {
    return [line(x, y, { color: paper, width: 6 }), line(x, y, { color: colour, width: 3.2 })];
  }

  /* The face in the plane, closed; edges to vertices beside the plane are dotted. */
  function faces({ vertices, distances }, { colour, paper, ink }) {
    const corners = paysage.geometry.corners(distances) ?? [];
    const ring = [...corners, corners[0]]
      .filter((index) => index !== undefined)
      .map((index) => vertices[index]);
    const away = vertices.filter((_, index) => !corners.includes(index));
    const spokes = away.flatMap((vertex) =>
      corners.flatMap((corner) => [vertices[corner], vertex, [null, null]]),
    );
    return [
      line(...columns(spokes), { color: ink, width: 1, dash: "dot" }),
      line(...columns(ring), { color: paper, width: 6 }),
      line(...columns(ring), { color: colour, width: 3 }),
    ];
  }

  /* Outwards from the middle of the family, but never over the edge of the map. */
  function side([x, y], { x: xs, y: ys, vertices }) {
    const [mx, my] = [0, 1].map((axis) => vertices.reduce((sum, v) => sum + v[axis], 0) / vertices.length);
    const across = xs.at(-1) - xs[0];
    const part = (x - xs[0]) / across;
    const vertical = y >= my ? "top center" : "bottom center";
    const sideways = Math.abs(x - mx) > Math.abs(y - my) && Math.abs(x - mx) > 0.05 * across;
    if (!sideways || part < BESIDE || part > 1 - BESIDE || ys.length === 0) return vertical;
    return x < mx ? "middle left" : "middle right";
  }

  /* Names of the networks; those that stand on one another off the plane share one name. */
  function names({ x, vertices, vertex_names: own, distances }) {
    const near = TOGETHER * (x.at(-1) - x[0]);
    const together = ([ax, ay], [bx, by]) => Math.hypot(ax - bx, ay - by) < near;
    return vertices.map((vertex, index) => {
      if (distances[index] < ON_PLANE) return own[index];
      const group = vertices
        .map((_, other) => other)
        .filter((other) => distances[other] >= ON_PLANE && together(vertex, vertices[other]));
      return group[0] === index ? shared(group, own, distances) : "";
    });
  }

  function shared(group, own, distances) {
    const off = paysage.numbers.short(
      Math.round(10 * Math.min(...group.map((index) => distances[index]))) / 10,
    );
    if (group.length === 1) return `${own[group[0]]} (${off} off)`;
    const numbers = group.map((index) => own[index].replace(/^network /, ""));
    return numbers.length < 5
      ? `networks ${numbers.join(", ")} (${off} off)`
      : `${numbers.length} networks (${off} off)`;
  }

  function networks(geometry, { colour, paper }) {
    const away = geometry.distances.map((distance) => distance >= ON_PLANE);
    const [x, y] = columns(geometry.vertices);
    const labels = names(geometry);
    return [
      {
        type: "scatter",
        mode: "markers+text",
        x,
        y,
        cliponaxis: false,
        marker: {
          size: 11,
          color: away.map((off) => (off ? colour : paper)),
          line: { color: colour, width: 2.5 },
          symbol: away.map((off) => (off ? "circle-open" : "circle")),
        },
        text: geometry.vertices.map((_, index) => labels[index] && ` ${labels[index]} `),
        textposition: geometry.vertices.map((vertex) => side(vertex, geometry)),
        hovertext: geometry.distances.map((distance, index) =>
          away[index]
            ? `${geometry.vertex_names[index]}: ${paysage.numbers.short(distance)} units of weight distance off this plane`
            : `${geometry.vertex_names[index]}: on this plane`,
        ),
        hovertemplate: "%{hovertext}<extra></extra>",
      },
    ];
  }

  paysage.family = { names, side, traces };
})((globalThis.paysage ??= {}));
