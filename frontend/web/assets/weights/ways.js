/* What the profile shows, for each family: lines of a metric over a position, and what a position means. */

import { at, closest, position } from "../base/geometry.js";
import * as Numbers from "../base/numbers.js";
import * as Metrics from "./metrics.js";
import * as Parts from "./parts.js";
import * as Place from "./place.js";

const quarter = [0.25, 0.5, 0.75].map((value) => ({ at: value, label: String(value) }));

const LOSS = "loss";

const pathLine = (path, style, metric) => ({
  style,
  at: path.t,
  values: path[metric],
  error: path[`${metric}_standard_error`],
});

/* What the profile says of a path: its words, and the metric's own. */
function said(words, path, metric) {
  const known = path[metric].filter((value) => value !== null);
  return `${words}: ${Metrics.of(metric).along(known, path)}`;
}

/* The vertex that a row of coefficients names alone; -1 for a mixture. */
const vertexOf = (row) => row.findIndex((a) => a > 1 - 1e-9);
const endsOf = ({ coefficients }) => [coefficients[0], coefficients.at(-1)].map(vertexOf);

/* Corners on the way are named; a smooth curve has quarters. */
function ticksOf({ t, coefficients }, names) {
  const corners = t
    .map((value, index) => ({ at: value, label: names[vertexOf(coefficients[index])] }))
    .slice(1, -1)
    .filter(({ label }) => label);
  const short = ({ at, label }) => ({ at, label: label.replace(/^network /, "") });
  return corners.length ? (corners.length > 3 ? corners.map(short) : corners) : quarter;
}

/* Along the curve, and straight across. */
function curve(landscape, metric) {
  const { geometry, profile } = landscape;
  const names = geometry.vertex_names;
  const word = ticksOf(profile.trail, names) === quarter ? "curve" : "chain";
  return {
    domain: [0, 1],
    ends: endsOf(profile.trail).map((vertex) => names[vertex]),
    ticks: ticksOf(profile.trail, names),
    lines: [pathLine(profile.straight, "straight", metric), pathLine(profile.trail, "main", metric)],
    words: [
      ["main", said(`along the ${word}`, profile.trail, metric)],
      ["straight", said("straight across", profile.straight, metric)],
    ],
    slider: "Position on the curve",
    step: 0.01,
    toPlace: (value) => Place.onTrail(profile.trail, value),
    fromPlace: (place) => (place.kind === "t" ? place.t : null),
  };
}

/* From simplex to simplex over the vertices that they share. */
function walk(landscape, metric) {
  const { geometry, profile } = landscape;
  const [first, last] = endsOf(profile.trail);
  return {
    ...curve(landscape, metric),
    words: [
      ["main", said("over the connectors", profile.trail, metric)],
      ["straight", said("straight across", profile.straight, metric)],
    ],
    slider: "Position on the way over the connectors",
    toPlace: (value) => Place.onWalk(geometry, profile.trail, value),
    fromPlace: (place) => place.walk ?? (place.member === first ? 0 : place.member === last ? 1 : null),
  };
}

/* Between separate networks there is only the straight way. */
function members(landscape, metric) {
  const { geometry, profile } = landscape;
  const names = geometry.vertex_names;
  const [first, last] = endsOf(profile.straight);
  return {
    domain: [0, 1],
    ends: [names[first], names[last]],
    ticks: quarter,
    lines: [pathLine(profile.straight, "straight", metric)],
    words: [["straight", said("straight across", profile.straight, metric)]],
    slider: "Position between the two networks",
    step: 0.01,
    toPlace: (value) => straightPlace(landscape, value),
    fromPlace: (place) => place.along ?? (place.member === first ? 0 : place.member === last ? 1 : null),
  };
}

function straightPlace(landscape, value) {
  const { geometry, profile } = landscape;
  const [first, last] = endsOf(profile.straight);
  if (value <= 0) return Place.atMember(geometry, first);
  if (value >= 1) return Place.atMember(geometry, last);
  return { ...Place.onStraight(landscape.id, profile.straight, value), along: value };
}

/* What is mapped where the other networks of the family are drawn by chance. */
const WHOLE = {
  dropout: "across the map, of the network with nothing left out",
  gaussian: "across the map, of the centre of the cloud",
};

/* A single network: sections of the grid through it, along both axes of the map. */
function single(landscape, metric, words = "across the map") {
  const { x, y, vertices, parts } = landscape.geometry;
  const centre = Parts.seenAlong(landscape.geometry)?.centre ?? parts?.[0]?.[0] ?? 0;
  const [x0, y0] = vertices[centre];
  const rows = landscape.values[metric];
  const stride = landscape.strides[landscape.level - 1]; // of the finest complete level: no gaps
  const known = (values) => values.filter((_, index) => index % stride === 0);
  const [row, column] = [stride * closest(known(y), y0), stride * closest(known(x), x0)];
  return {
    domain: [x[0] - x0, x.at(-1) - x0],
    ends: [],
    ticks: [-0.66, -0.33, 0, 0.33, 0.66].map((part) => sectionTick(part * (x.at(-1) - x0))),
    lines: [
      {
        style: "straight",
        at: known(y).map((value) => value - y0),
        values: known(rows).map((values) => values[column]),
      },
      { style: "main", at: known(x).map((value) => value - x0), values: known(rows[row]) },
    ],
    words: [
      ["main", words],
      ["straight", "up the map; both axes are random directions"],
    ],
    slider: "Position across the map",
    step: (x.at(-1) - x[0]) / 100,
    toPlace: (value) =>
      Math.abs(value) < 1e-9
        ? Place.atMember(landscape.geometry, centre)
        : { ...Place.onPlane(landscape.id, x0 + value, y0), along: value },
    fromPlace: (place) => (place.member === centre ? 0 : (place.along ?? null)),
  };
}

/* A cloud: the same sections, along its two largest deviations and in units of them. */
function cloud(landscape, metric) {
  const { geometry } = landscape;
  const { part, centre, first, second } = Parts.seenAlong(geometry);
  const deviation = geometry.vertices[first][0] - geometry.vertices[centre][0];
  const sections = single(landscape, metric);
  return {
    ...sections,
    ticks: [-2, -1, 0, 1, 2].map((z) => ({
      at: z * deviation,
      label: z ? `${z < 0 ? "−" : "+"}${Math.abs(z)} σ` : "centre",
    })),
    words: [
      ["main", "along the first deviation"],
      ["straight", second === undefined ? "up the map, a random direction" : "along the second deviation"],
    ],
    slider: "Position along the first deviation",
    toPlace: (value) =>
      Math.abs(value) < 1e-9
        ? sections.toPlace(value)
        : Place.inCloud(geometry, part, [value / deviation]),
    fromPlace: (place) =>
      place.member === centre ? 0 : place.sigmas && !place.sigmas[1] ? place.sigmas[0] * deviation : null,
  };
}

const sectionTick = (value) => ({
  at: value,
  label: value === 0 ? "network" : Numbers.short(value, 2),
});

/* Null where coefficients stand in the profile's place, or nothing is known yet. */
export function of(family, landscape, metric = LOSS) {
  const kind = kindOf(family, landscape);
  if (!kind) return null;
  const shown = isKnown(metric, kind, landscape) ? metric : LOSS;
  return { ...kind(landscape, shown, WHOLE[family]), metric: shown };
}

function kindOf(family, { profile, geometry, level }) {
  if (!geometry || Parts.isOneSimplex(family, geometry)) return null;
  if (profile?.trail && profile.straight) return family === "complex" ? walk : curve;
  const seen = family === "gaussian" && Parts.seenAlong(geometry);
  if (profile?.straight && !seen) return members;
  if (!profile || level === 0) return null;
  return seen ? cloud : single;
}

/* Sections are cut from the map's grid; paths are scored by themselves. */
function isKnown(metric, kind, { profile, values }) {
  return Boolean([cloud, single].includes(kind) ? values[metric] : profile.straight[metric]?.length);
}

/* Height of a line at a position; null in a gap. */
export function valueAt({ at: places, values }, value) {
  const where = position(places, value);
  const [left, right] = [values[Math.floor(where)], values[Math.ceil(where)]];
  return left === null || right === null ? null : at(values, where);
}
