/* Where a click belongs: on the trail, in the triangle, at a network, or off the family. Pure. */

export const SNAP_PIXELS = 12;

/* The nearest place of a polyline: its distance and its position as index + part. */
export function nearest(points, x, y) {
  let best = { distance: Infinity, position: 0 };
  for (let index = 0; index + 1 < points.length; index++) {
    const [ax, ay] = points[index];
    const [dx, dy] = [points[index + 1][0] - ax, points[index + 1][1] - ay];
    const length = dx * dx + dy * dy || 1;
    const part = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
    const distance = Math.hypot(x - ax - part * dx, y - ay - part * dy);
    if (distance < best.distance) best = { distance, position: index + part };
  }
  return best;
}

/* The value of a list between its entries. */
export function at(list, position) {
  const left = Math.min(Math.max(0, Math.floor(position)), list.length - 2);
  const part = position - left;
  return list[left] + part * (list[left + 1] - list[left]);
}

/* Index of the entry nearest to `value`. */
export function closest(list, value) {
  return list.reduce(
    (best, each, index) => (Math.abs(each - value) < Math.abs(list[best] - value) ? index : best),
    0,
  );
}

/* Position (index + part) of `value` in an ascending list. */
export function position(list, value) {
  const next = list.findIndex((entry) => entry >= value);
  if (next <= 0) return next === 0 ? 0 : list.length - 1;
  return next - 1 + (value - list[next - 1]) / (list[next] - list[next - 1]);
}

/**
 * Coefficients of a place with respect to three corners; they sum to 1.
 * @param {number[][]} corners
 */
export function barycentric([a, b, c], x, y) {
  const area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
  if (Math.abs(area) < 1e-12) return null;
  const second = ((x - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (y - a[1])) / area;
  const third = ((b[0] - a[0]) * (y - a[1]) - (x - a[0]) * (b[1] - a[1])) / area;
  return [1 - second - third, second, third];
}

export function mix(coefficients, points) {
  return [0, 1].map((axis) => coefficients.reduce((sum, a, index) => sum + a * points[index][axis], 0));
}

/* One coefficient becomes `value`; the others keep their proportions and the sum stays 1. */
export function withCoefficient(coefficients, index, value) {
  const kept = Math.min(1, Math.max(0, value));
  const rest = 1 - coefficients[index];
  const others = coefficients.length - 1;
  const changed = coefficients.map((a, other) =>
    other === index ? kept : rest > 1e-9 ? (a * (1 - kept)) / rest : (1 - kept) / others,
  );
  return exactly(changed);
}

/* Rounded to 1e-6, the largest takes what rounding left over. */
export function exactly(coefficients) {
  const rounded = coefficients.map((a) => Math.round(1e6 * a) / 1e6);
  const largest = rounded.indexOf(Math.max(...rounded));
  const others = rounded.reduce((sum, a, index) => (index === largest ? sum : sum + a), 0);
  rounded[largest] = Math.round(1e6 * (1 - others)) / 1e6;
  return rounded;
}

/* Corners of the triangle that lies in the plane, as indices of the vertices. */
export function corners(distances) {
  const flat = distances.map((d, index) => [d, index]).filter(([d]) => d < 1e-3);
  return flat.length >= 3 ? flat.slice(0, 3).map(([, index]) => index) : null;
}
