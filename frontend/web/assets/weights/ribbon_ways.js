/* The way of a family that its answers are followed along, from 0 to 1: what the ribbons of an image show. */

import * as Geometry from "../base/geometry.js";
import * as Place from "./place.js";
import * as Words from "./words.js";

const STEPS = 33;
const ALONG = Array.from({ length: STEPS }, (_, index) => index / (STEPS - 1));

/**
 * Points to ask for, their positions from 0 to 1, and what a position means. Null as long as it needs a map (`landscape` may be null) that is not there.
 * @returns {RibbonWay | null}
 */
export function of(family, recipe, landscape) {
  const geometry = landscape?.geometry;
  const names = geometry?.vertex_names;
  if (family === "curve")
    return curve(names, recipe.method === "chain" ? "along the chain" : "along the curve");
  if (family === "simplex") return rim(recipe.options.vertices, names);
  if (family === "complex") return geometry?.parts?.length ? complex(landscape) : null;
  if (family === "gaussian") return geometry ? clouds(landscape) : null;
  const count = geometry?.vertices.length ?? recipe.options.members ?? 1;
  if (count > 1) return separate(count, names);
  return geometry ? across(landscape) : null;
}

/* Over the vertices that simplexes share, or around one simplex after the other. */
function complex({ geometry, profile }) {
  const { parts, vertex_names: names } = geometry;
  if (parts.length === 1) return rim(parts[0].length, names);
  if (profile?.trail) return walk(geometry, profile.trail);
  const word = parts.every((part) => part.length === 2) ? "line" : "simplex";
  return pieces(parts.map((part, index) => piece(geometry, part, parts.length, `${word} ${index + 1}`)));
}

/* Along the edges of one simplex, and back to its first vertex where it has an inside. */
function piece(geometry, part, pieces, label) {
  const corners = part.length > 2 ? [...part, part[0]] : part;
  const each = Math.max(2, Math.round(STEPS / pieces / (corners.length - 1)));
  const places = Array.from({ length: each * (corners.length - 1) + 1 }, (_, step) => {
    const edge = Math.min(corners.length - 2, Math.floor(step / each));
    const coefficients = geometry.vertices.map(() => 0);
    coefficients[corners[edge]] += 1 - (step / each - edge);
    coefficients[corners[edge + 1]] += step / each - edge;
    return Place.inComplex(geometry, coefficients);
  });
  return { label, places };
}

/* Along the first deviation of every cloud, to two standard deviations on either side. */
function clouds(landscape) {
  const { geometry } = landscape;
  const parts = geometry.parts.filter((part) => part.length > 1);
  if (!parts.length) return across(landscape);
  const steps = Math.max(9, 2 * Math.round(STEPS / parts.length / 2) + 1);
  const sigma = (step) => 4 * (step / (steps - 1)) - 2;
  const several = parts.length > 1;
  const inside = (part, index, z) => ({
    ...Place.inCloud(geometry, part, [z]),
    ...(several && { cloud: `cloud ${index + 1}` }),
  });
  const cloud = (part, index) => ({
    label: parts.length === 1 ? "centre" : `cloud ${index + 1}`,
    places: Array.from({ length: steps }, (_, step) => inside(part, index, sigma(step))),
  });
  const way = pieces(parts.map(cloud));
  if (parts.length > 1) return way;
  const [from, to] = [way.at[0], way.at.at(-1)];
  const ends = [
    { at: from, label: "−2 σ", anchor: "start" },
    { at: to, label: "+2 σ", anchor: "end" },
  ];
  const at = (place) =>
    place.member === parts[0][0] ? 0 : place.sigmas && !place.sigmas[1] ? place.sigmas[0] : NaN;
  const value = (place) => (Math.abs(at(place)) <= 2 ? from + ((at(place) + 2) / 4) * (to - from) : null);
  return {
    ...way,
    ticks: [ends[0], { ...way.ticks[0], label: "along the first deviation" }, ends[1]],
    value,
  };
}

/* Ways that do not meet, side by side with a gap between them. */
function pieces(list) {
  const gap = list.length > 1 ? 0.12 / list.length : 0;
  const width = (1 - gap * (list.length - 1)) / list.length;
  const start = (index) => index * (width + gap);
  const at = list.flatMap(({ places }, index) =>
    places.map((_, step) => start(index) + (width * step) / (places.length - 1)),
  );
  const all = list.flatMap(({ places }) => places).map((place, index) => ({ ...place, rim: at[index] }));
  const lengths = list.map(({ places }) => places.length);
  return {
    points: all.map(({ point }) => point),
    at,
    discrete: false,
    breaks: lengths
      .map((_, index) => lengths.slice(0, index).reduce((sum, count) => sum + count, 0))
      .slice(1),
    place: (value) => all[Geometry.closest(at, value)],
    value: (place) => place.rim ?? null,
    ticks: list.map(({ label }, index) => ({ at: start(index) + width / 2, label, anchor: "middle" })),
  };
}

function walk(geometry, trail) {
  const places = ALONG.map((t) => Place.onWalk(geometry, trail, t));
  const [first, last] = [trail.coefficients[0], trail.coefficients.at(-1)].map(
    (row) => geometry.vertex_names[Words.argmax(row)],
  );
  return {
    points: places.map(({ point }) => point),
    at: ALONG,
    discrete: false,
    trail: true,
    place: (value) => Place.onWalk(geometry, trail, value),
    value: (place) => place.walk ?? null,
    ticks: [
      { at: 0, label: first, anchor: "start" },
      { at: 0.5, label: "over the connectors", anchor: "middle" },
      { at: 1, label: last, anchor: "end" },
    ],
  };
}

function curve(names, words) {
  return {
    points: ALONG.map((t) => ({ t })),
    at: ALONG,
    discrete: false,
    trail: true,
    place: (value, { profile }) => (profile?.trail ? Place.onTrail(profile.trail, value) : null),
    value: (place) => (place.kind === "t" ? place.t : null),
    ticks: [
      { at: 0, label: names?.[0] ?? "network 1", anchor: "start" },
      { at: 0.5, label: words, anchor: "middle" },
      { at: 1, label: names?.at(-1) ?? "network 2", anchor: "end" },
    ],
  };
}

/* Around a simplex, from corner to corner and back to the first. */
function rim(count, names) {
  const each = Math.max(2, Math.round(STEPS / count));
  const steps = Array.from({ length: each * count + 1 }, (_, index) => index / each);
  const points = steps.map((step) => {
    const coefficients = Array(count).fill(0);
    const corner = Math.floor(step) % count;
    coefficients[corner] += 1 - (step % 1);
    coefficients[(corner + 1) % count] += step % 1;
    return { coefficients: Geometry.exactly(coefficients) };
  });
  const at = steps.map((step) => step / count);
  return {
    points,
    at,
    discrete: false,
    place: (value, { geometry }) => {
      const nearest = Geometry.closest(at, value);
      return { ...Place.inSimplex(geometry, points[nearest].coefficients), rim: at[nearest] };
    },
    value: (place) => place.rim ?? null,
    ticks: Array.from({ length: count + 1 }, (_, index) => ({
      at: index / count,
      label: index === 0 ? (names?.[0] ?? "network 1") : String((index % count) + 1),
      anchor: index === 0 ? "start" : "middle",
    })),
  };
}

function separate(count, names) {
  const at = Array.from({ length: count }, (_, member) => (count === 1 ? 0.5 : member / (count - 1)));
  return {
    points: at.map((_, member) => ({ member })),
    at,
    discrete: true,
    place: (value, { geometry }) => Place.atMember(geometry, Geometry.closest(at, value)),
    value: (place) => (place.kind === "member" ? at[place.member] : null),
    ticks: at.map((value, member) => ({
      at: value,
      label: member === 0 ? (names?.[0] ?? "network 1") : String(member + 1),
      anchor: member === 0 ? "start" : "middle",
    })),
  };
}

/* Through a single network, across the map. */
function across({ id, geometry }) {
  const { x, vertices } = geometry;
  const [[x0, y0]] = vertices;
  const [from, to] = [x[0], x.at(-1)];
  const middle = (x0 - from) / (to - from);
  return {
    points: ALONG.map((value) => ({ landscape: id, x: from + value * (to - from), y: y0 })),
    at: ALONG,
    discrete: false,
    place: (value) => ({
      ...Place.onPlane(id, from + value * (to - from), y0),
      along: from + value * (to - from) - x0,
    }),
    value: (place) =>
      place.member === 0 ? middle : place.along === undefined ? null : (place.x - from) / (to - from),
    ticks: [
      { at: 0, label: "left", anchor: "start" },
      { at: middle, label: "through the network", anchor: "middle" },
      { at: 1, label: "right", anchor: "end" },
    ],
  };
}
