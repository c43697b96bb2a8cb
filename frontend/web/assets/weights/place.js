/* A place in weight space, as the page holds it: {point, x, y, kind}. Pure functions. */

import { at, barycentric, exactly, mix, nearest, position, SNAP_PIXELS } from "../base/geometry.js";
import * as Parts from "./parts.js";

const CLOUD_ENDS = 3; // standard deviations

/** @returns {PagePlace} */
export function onTrail(trail, t) {
  const kept = Math.min(1, Math.max(0, t));
  const where = position(trail.t, kept);
  return { kind: "t", t: kept, point: { t: kept }, x: at(trail.x, where), y: at(trail.y, where) };
}

/** @returns {PagePlace} */
export function inSimplex(geometry, coefficients) {
  const exact = exactly(coefficients);
  const [x, y] = mix(exact, geometry.vertices);
  return { kind: "coefficients", coefficients: exact, point: { coefficients: exact }, x, y };
}

/* In a complex: coefficients are named by their vertices. */
export const inComplex = (geometry, coefficients) => ({ ...inSimplex(geometry, coefficients), mixed: true });

/* Along the edges of a complex, from simplex to simplex. */
export function onWalk(geometry, trail, t) {
  const kept = Math.min(1, Math.max(0, t));
  const where = position(trail.t, kept);
  const coefficients = geometry.vertices.map((_, vertex) =>
    at(
      trail.coefficients.map((row) => row[vertex]),
      where,
    ),
  );
  return { ...inComplex(geometry, coefficients), walk: kept };
}

/* So many standard deviations from the centre of a cloud. */
export function inCloud(geometry, [centre, ...deviations], sigmas) {
  const coefficients = geometry.vertices.map(() => 0);
  sigmas.forEach((z, index) => (coefficients[deviations[index]] = z));
  coefficients[centre] = 1 - sigmas.reduce((sum, z) => sum + z, 0);
  return { ...inSimplex(geometry, coefficients), sigmas };
}

/** @returns {PagePlace} */
export function atMember(geometry, member) {
  const [x, y] = geometry.vertices[member];
  return { kind: "member", member, point: { member }, x, y };
}

/** @returns {PagePlace} */
export function onPlane(landscape, x, y) {
  return { kind: "plane", point: { landscape, x, y }, x, y };
}

/* Straight from the first network to the last: the middle of it is no network of the family. */
export function onStraight(landscape, straight, t) {
  const where = position(straight.t, Math.min(1, Math.max(0, t)));
  return onPlane(landscape, at(straight.x, where), at(straight.y, where));
}

/* Where one stands before having moved. */
export function start(family, landscape) {
  const { geometry, profile } = landscape;
  if (family === "curve") return onTrail(profile.trail, 0.5);
  if (family === "simplex") return inSimplex(geometry, equal(geometry));
  if (family === "complex" && profile?.trail) return onWalk(geometry, profile.trail, 0.5);
  if (family === "complex" && geometry.parts?.length)
    return Parts.isOneSimplex(family, geometry)
      ? inSimplex(geometry, equal(geometry))
      : inComplex(geometry, equal(geometry, geometry.parts[0]));
  return atMember(geometry, Parts.seenAlong(geometry)?.centre ?? geometry.parts?.[0]?.[0] ?? 0);
}

const equal = ({ vertices }, part = vertices.map((_, vertex) => vertex)) =>
  vertices.map((_, vertex) => (part.includes(vertex) ? 1 / part.length : 0));

/* Off the family, or off the plane of the map. */
export const isHollow = (place, geometry) => place.kind === "plane" || isBeside(place, geometry);

/* The marker stands at a projection: the network itself lies off the plane. */
export function isBeside(place, { distances }) {
  if (place.kind === "member") return distances[place.member] > Parts.ON_PLANE;
  if (place.kind !== "coefficients") return false;
  return place.coefficients.some((a, index) => Math.abs(a) > 1e-6 && distances[index] > Parts.ON_PLANE);
}

/* The place that a click at (x, y) means; `pixels` is the number of pixels per unit of weight. */
export function clicked(family, landscape, x, y, pixels) {
  const { geometry, profile } = landscape;
  const snap = SNAP_PIXELS / pixels;
  const near = {
    members: () => memberNear(geometry, x, y, snap),
    dropout: () => memberNear(geometry, x, y, snap),
    curve: () => profile?.trail && trailNear(profile.trail, x, y, snap),
    simplex: () => faceNear(family, geometry, x, y, snap),
    complex: () => complexNear(landscape, x, y, snap),
    gaussian: () => cloudNear(geometry, x, y, snap),
  };
  return near[family]() ?? onPlane(landscape.id, x, y);
}

/* Whether a drag that began there stays on the family, wherever the hand goes. */
export function holds({ family, landscape }, { kind }) {
  if (family === "curve") return kind === "t";
  return kind === "coefficients" && Parts.isOneSimplex(family, landscape.geometry);
}

function memberNear(geometry, x, y, snap, among = geometry.vertices.map((_, vertex) => vertex)) {
  const distances = among.map((vertex) =>
    Math.hypot(geometry.vertices[vertex][0] - x, geometry.vertices[vertex][1] - y),
  );
  const best = distances.indexOf(Math.min(...distances));
  return distances[best] <= snap ? atMember(geometry, among[best]) : null;
}

function complexNear({ geometry, profile }, x, y, snap) {
  const one = Parts.isOneSimplex("complex", geometry);
  return (
    (one ? null : memberNear(geometry, x, y, snap)) ??
    (profile?.trail ? walkNear(geometry, profile.trail, x, y, snap) : null) ??
    faceNear("complex", geometry, x, y, snap)
  );
}

function walkNear(geometry, trail, x, y, snap) {
  const found = trailNear(trail, x, y, snap);
  return found && onWalk(geometry, trail, found.t);
}

function cloudNear(geometry, x, y, snap) {
  const centres = geometry.parts?.map(([centre]) => centre);
  const centre = memberNear(geometry, x, y, snap, centres?.length ? centres : undefined);
  if (centre) return centre;
  const sigmas = Parts.sigmas(geometry, x, y);
  return sigmas && Math.hypot(...sigmas) <= CLOUD_ENDS
    ? inCloud(geometry, Parts.seenAlong(geometry).part, sigmas)
    : null;
}

function trailNear(trail, x, y, snap) {
  const found = nearest(
    trail.x.map((px, index) => [px, trail.y[index]]),
    x,
    y,
  );
  return found.distance <= snap ? onTrail(trail, at(trail.t, found.position)) : null;
}

/* Inside the first face that holds (x, y), else on the first edge nearby. */
function faceNear(family, geometry, x, y, snap) {
  const faces = Parts.faces(family, geometry).map((face) => ({
    face,
    points: face.map((vertex) => geometry.vertices[vertex]),
  }));
  for (const near of [inside, edgeNear])
    for (const { face, points } of faces) {
      const parts = near(points, x, y, snap);
      if (parts) return placed(family, geometry, face, parts);
    }
  return null;
}

function placed(family, geometry, face, parts) {
  const coefficients = geometry.vertices.map(() => 0);
  face.forEach((vertex, corner) => (coefficients[vertex] = parts[corner]));
  const one = Parts.isOneSimplex(family, geometry);
  return one ? inSimplex(geometry, coefficients) : inComplex(geometry, coefficients);
}

function inside(points, x, y) {
  const parts = points.length === 3 ? barycentric(points, x, y) : null;
  return parts && Math.min(...parts) >= 0 ? parts : null;
}

function edgeNear(points, x, y, snap) {
  const found = nearest([...points, points[0]], x, y);
  if (found.distance > snap) return null;
  const edge = Math.min(points.length - 1, Math.floor(found.position));
  const part = found.position - edge;
  const coefficients = points.map(() => 0);
  coefficients[edge] = 1 - part;
  coefficients[(edge + 1) % points.length] += part;
  return coefficients;
}
