/* A place in weight space, as the page holds it: {point, x, y, kind}. Pure functions. */
(function (paysage) {
  "use strict";

  const { SNAP_PIXELS, at, barycentric, corners, exactly, mix, nearest, position } = paysage.geometry;

  function onTrail(trail, t) {
    const kept = Math.min(1, Math.max(0, t));
    const where = position(trail.t, kept);
    return { kind: "t", t: kept, point: { t: kept }, x: at(trail.x, where), y: at(trail.y, where) };
  }

  function inSimplex(geometry, coefficients) {
    const exact = exactly(coefficients);
    const [x, y] = mix(exact, geometry.vertices);
    return { kind: "coefficients", coefficients: exact, point: { coefficients: exact }, x, y };
  }

  function atMember(geometry, member) {
    const [x, y] = geometry.vertices[member];
    return { kind: "member", member, point: { member }, x, y };
  }

  function onPlane(landscape, x, y) {
    return { kind: "plane", point: { landscape, x, y }, x, y };
  }

  /* Straight from the first network to the last: the middle of it is no network of the family. */
  function onStraight(landscape, straight, t) {
    const where = position(straight.t, Math.min(1, Math.max(0, t)));
    return onPlane(landscape, at(straight.x, where), at(straight.y, where));
  }

  /* Where one stands before having moved. */
  function start(family, landscape) {
    const { geometry, profile } = landscape;
    if (profile?.trail) return onTrail(profile.trail, 0.5);
    if (family === "members") return atMember(geometry, 0);
    const equal = geometry.vertices.map(() => 1 / geometry.vertices.length);
    return inSimplex(geometry, equal);
  }

  /* The place that a click at (x, y) means; `pixels` is the number of pixels per unit of weight. */
  function clicked(family, landscape, x, y, pixels) {
    const { geometry, profile } = landscape;
    const snap = SNAP_PIXELS / pixels;
    const found =
      family === "members"
        ? memberNear(geometry, x, y, snap)
        : profile?.trail
          ? trailNear(profile.trail, x, y, snap)
          : triangleNear(geometry, x, y, snap);
    return found ?? onPlane(landscape.id, x, y);
  }

  function memberNear(geometry, x, y, snap) {
    const distances = geometry.vertices.map(([vx, vy]) => Math.hypot(vx - x, vy - y));
    const member = distances.indexOf(Math.min(...distances));
    return distances[member] <= snap ? atMember(geometry, member) : null;
  }

  function trailNear(trail, x, y, snap) {
    const found = nearest(
      trail.x.map((px, index) => [px, trail.y[index]]),
      x,
      y,
    );
    return found.distance <= snap ? onTrail(trail, at(trail.t, found.position)) : null;
  }

  function triangleNear(geometry, x, y, snap) {
    const indices = corners(geometry.distances);
    if (!indices) return null;
    const points = indices.map((index) => geometry.vertices[index]);
    const inside = barycentric(points, x, y);
    const parts = inside && Math.min(...inside) >= 0 ? inside : edgeNear(points, x, y, snap);
    if (!parts) return null;
    const coefficients = geometry.vertices.map(() => 0);
    indices.forEach((vertex, corner) => (coefficients[vertex] = parts[corner]));
    return inSimplex(geometry, coefficients);
  }

  function edgeNear(points, x, y, snap) {
    const found = nearest([...points, points[0]], x, y);
    if (found.distance > snap) return null;
    const edge = Math.min(2, Math.floor(found.position));
    const part = found.position - edge;
    const coefficients = [0, 0, 0];
    coefficients[edge] = 1 - part;
    coefficients[(edge + 1) % 3] += part;
    return coefficients;
  }

  paysage.place = { atMember, clicked, inSimplex, onPlane, onStraight, onTrail, start };
})((globalThis.paysage ??= {}));
