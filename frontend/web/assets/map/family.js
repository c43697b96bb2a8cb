/* The family on the map: curve with its control polygon, simplexes, clouds, or separate networks. */

import * as Geometry from "../base/geometry.js";
import * as Numbers from "../base/numbers.js";
import * as Parts from "../weights/parts.js";

const ON_PLANE = 1e-3;
const TOGETHER = 0.08; // of the width
const BESIDE = 0.13; // of the width: nearer to the edge a name stands above or below

function line(x, y, style) {
  return { type: "scatter", mode: "lines", x, y, line: style, hoverinfo: "skip" };
}

const columns = (points) => [points.map(([x]) => x), points.map(([, y]) => y)];

export function traces(landscape, look) {
  const { geometry, profile } = landscape;
  const drawn = [];
  const one = Parts.isOneSimplex(look.family, geometry);
  if (one) drawn.push(...faces(geometry, look));
  else if (look.family === "complex") drawn.push(...complex(geometry, look));
  if (look.family === "gaussian")
    drawn.push(...Parts.clouds(geometry).flatMap((cloud) => widths(geometry, cloud, look)));
  if (look.family === "curve" && profile?.trail) drawn.push(...polygon(geometry, profile.trail, look));
  if (profile?.straight && !one) drawn.push(...straight(profile.straight, look));
  if (profile?.trail) drawn.push(...trail(profile.trail, look));
  return [...drawn, ...networks(geometry, look)];
}

/* Through the control points; a chain is its own. */
function polygon({ vertices }, { coefficients }, { ink }) {
  const corners = coefficients.filter((row) => Math.max(...row) > 1 - 1e-9).length;
  return corners < vertices.length
    ? [line(...columns(vertices), { color: ink, width: 1.2, dash: "dot" })]
    : [];
}

function straight({ x, y }, { ink }) {
  return [line(x, y, { color: ink, width: 1.6, dash: "8px,7px" })];
}

/* What lies on the plane is filled and solid, what lies beside it a dotted outline. */
function complex(geometry, { colour, paper }) {
  const { vertices } = geometry;
  const drawn = Parts.simplexes(geometry).map(({ part, on, away }) => ({
    face: on.length > 2 ? on : [],
    solid: pairs(on),
    dotted: pairs(part).filter((pair) => pair.some((vertex) => away.includes(vertex))),
  }));
  const path = (edges) => columns(edges.flatMap(([a, b]) => [vertices[a], vertices[b], [null, null]]));
  const edges = (kind) => path(drawn.flatMap((simplex) => simplex[kind]));
  const fills = drawn
    .filter(({ face }) => face.length)
    .map(({ face }) => ({
      ...line(...columns(face.map((vertex) => vertices[vertex])), { width: 0 }),
      fill: "toself",
      fillcolor: faint(colour),
    }));
  return [
    ...fills,
    line(...edges("dotted"), { color: colour, width: 1.6, dash: "dot" }),
    line(...edges("solid"), { color: paper, width: 6 }),
    line(...edges("solid"), { color: colour, width: 2.6 }),
  ];
}

const pairs = (list) => list.flatMap((a, index) => list.slice(index + 1).map((b) => [a, b]));
const faint = (colour) => `${colour}24`;

/* One and two standard deviations of a cloud, and the two directions of largest spread. */
function widths(geometry, cloud, { colour, paper }) {
  if (!cloud.deviations.length) return [];
  const [outer, inner] = [2, 1].map((width) => columns(Parts.ellipse(geometry, cloud, width)));
  const [cx, cy] = geometry.vertices[cloud.centre];
  const axes = cloud.deviations.slice(0, 2).flatMap((vertex) => {
    const [dx, dy] = [geometry.vertices[vertex][0] - cx, geometry.vertices[vertex][1] - cy];
    return [
      [cx - 2 * dx, cy - 2 * dy],
      [cx + 2 * dx, cy + 2 * dy],
      [null, null],
    ];
  });
  const filled = (points, style) => ({
    ...line(...points, style),
    fill: "toself",
    fillcolor: faint(colour),
  });
  return [
    filled(outer, { color: paper, width: 4 }),
    filled(inner, { color: paper, width: 4 }),
    line(...outer, { color: colour, width: 2 }),
    line(...inner, { color: colour, width: 2 }),
    line(...columns(axes), { color: colour, width: 1, dash: "dot" }),
  ];
}

function trail({ x, y }, { colour, paper }) {
  return [line(x, y, { color: paper, width: 6 }), line(x, y, { color: colour, width: 3.2 })];
}

/* The face in the plane, closed; edges to vertices beside the plane are dotted. */
function faces({ vertices, distances }, { colour, paper, ink }) {
  const corners = Geometry.corners(distances) ?? [];
  const ring = [...corners, corners[0]]
    .filter((index) => index !== undefined)
    .map((index) => vertices[index]);
  const away = vertices.filter((_, index) => !corners.includes(index));
  const spokes = away.flatMap((vertex) =>
    corners.flatMap((corner) => [vertices[corner], vertex, [null, null]]),
  );
  return [
    { ...line(...columns(ring), { width: 0 }), fill: "toself", fillcolor: faint(colour) },
    line(...columns(spokes), { color: ink, width: 1, dash: "dot" }),
    line(...columns(ring), { color: paper, width: 6 }),
    line(...columns(ring), { color: colour, width: 3 }),
  ];
}

/* Outwards from the middle of the family, but never over the edge of the map. */
export function side([x, y], { x: xs, y: ys, vertices }) {
  const [mx, my] = [0, 1].map((axis) => vertices.reduce((sum, v) => sum + v[axis], 0) / vertices.length);
  const across = xs.at(-1) - xs[0];
  const part = (x - xs[0]) / across;
  const vertical = y >= my ? "top center" : "bottom center";
  const sideways = Math.abs(x - mx) > Math.abs(y - my) && Math.abs(x - mx) > 0.05 * across;
  if (!sideways || part < BESIDE || part > 1 - BESIDE || ys.length === 0) return vertical;
  return x < mx ? "middle left" : "middle right";
}

/* Below what lies on the plane at the same place, whose name stands above; else as ever. */
function aside(index, geometry) {
  const { x, vertices, distances } = geometry;
  const near = TOGETHER * (x.at(-1) - x[0]);
  const [vx, vy] = vertices[index];
  const usual = side(vertices[index], geometry);
  const covered = vertices.some(
    ([ox, oy], other) => distances[other] < ON_PLANE && Math.hypot(ox - vx, oy - vy) < near,
  );
  if (distances[index] < ON_PLANE || !covered) return usual;
  return usual === "bottom center" ? "top center" : "bottom center";
}

/* Names of the networks; those that stand on one another off the plane share one name. */
export function names({ x, vertices, vertex_names: own, distances }) {
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
  const off = Numbers.short(
    Math.round(10 * Math.min(...group.map((index) => distances[index]))) / 10,
  );
  if (group.length === 1) return `${own[group[0]]} (${off} off)`;
  const noun = /^[a-z]+(?= )/.exec(own[group[0]])?.[0] ?? "network";
  const alike = group.every((index) => own[index].startsWith(`${noun} `));
  const numbers = group.map((index) => own[index].slice(noun.length + 1));
  return numbers.length < 5 && alike
    ? `${noun === "vertex" ? "vertices" : `${noun}s`} ${numbers.join(", ")} (${off} off)`
    : `${numbers.length} networks (${off} off)`;
}

function networks(geometry, look) {
  return look.family === "gaussian" && geometry.parts?.length
    ? centres(geometry, look)
    : circles(geometry, look);
}

/* A cross at every centre; the ends of deviations carry their names alone. */
function centres(geometry, { colour, paper }) {
  const { vertices, vertex_names: own } = geometry;
  const seen = Parts.seenAlong(geometry); // other clouds lie far off this plane
  const middle = geometry.parts.map(([centre]) => centre);
  const named = vertices
    .map((_, vertex) => vertex)
    .filter((vertex) => own[vertex] && !(seen && geometry.distances[vertex] >= ON_PLANE));
  const isCentre = (vertex) => middle.includes(vertex);
  const [x, y] = columns(named.map((vertex) => vertices[vertex]));
  return [
    {
      type: "scatter",
      mode: "markers+text",
      x,
      y,
      cliponaxis: false,
      marker: {
        size: named.map((vertex) => (isCentre(vertex) ? 15 : 6)),
        color: named.map((vertex) => (isCentre(vertex) ? colour : paper)),
        symbol: named.map((vertex) => (isCentre(vertex) ? "cross" : "circle")),
        line: { color: named.map((vertex) => (isCentre(vertex) ? paper : colour)), width: 1.5 },
      },
      text: named.map((vertex) => ` ${own[vertex].replace(/^deviation/, "σ of deviation")} `),
      textposition: named.map((vertex) => side(vertices[vertex], geometry)),
      hovertext: named.map((vertex) =>
        isCentre(vertex)
          ? `${own[vertex]} of the cloud; ellipses at one and two standard deviations`
          : `one standard deviation along ${own[vertex]}`,
      ),
      hovertemplate: "%{hovertext}<extra></extra>",
    },
  ];
}

function circles(geometry, { colour, paper }) {
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
      textposition: geometry.vertices.map((_, index) => aside(index, geometry)),
      hovertext: geometry.distances.map((distance, index) =>
        away[index]
          ? `${geometry.vertex_names[index]}: ${Numbers.short(distance)} units of weight distance off this plane`
          : `${geometry.vertex_names[index]}: on this plane`,
      ),
      hovertemplate: "%{hovertext}<extra></extra>",
    },
  ];
}
