/* What an ensemble basket holds: places, alone or as a group, and a sample beside them. Pure. */

import * as Geometry from "../base/geometry.js";
import * as Numbers from "../base/numbers.js";
import * as Here from "../profile/here.js";
import * as Place from "../weights/place.js";

export const MOST = 64; // networks, as the service takes them

/* `count` networks of a curve from t0 to t1, both included; one network is the middle. */
export function segment(from, to, count) {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  if (count < 2 || low === high) return [(low + high) / 2];
  return Array.from({ length: count }, (_, step) => low + ((high - low) * step) / (count - 1));
}

/* Several places are one entry under one name: they come and go together. */
export const grouped = (places, group) => (places.length > 1 ? places.map((place) => ({ ...place, group })) : places);

/* How many more networks fit. */
export const room = (basket, sample) => Math.max(0, MOST - basket.length - (sample?.count ?? 0));

/* {basket, left, known}: as many as fit and are not in it; `left` counts those without room. */
export function added(basket, places, sample) {
  const held = new Set(basket.map(key));
  const fresh = places.filter((place) => !held.has(key(place)) && held.add(key(place)));
  const fit = room(basket, sample);
  return {
    basket: [...basket, ...fresh.slice(0, fit)],
    left: Math.max(0, fresh.length - fit),
    known: places.length - fresh.length,
  };
}

const key = ({ point }) => JSON.stringify(point);

/* Why some of so many networks are not added. */
export function omitted({ left, known, of }) {
  const these = (count) => `${count} of these ${of} ${count === 1 ? "is" : "are"}`;
  const sentences = [];
  if (known) sentences.push(known === of ? `${of === 1 ? "This network is" : "These networks are"} in the basket already.` : `${these(known)} in the basket already.`);
  if (left) sentences.push(`An ensemble holds at most ${MOST} networks: ${these(left)} left out. Take others out first.`);
  return sentences.join(" ");
}

export const cut = (count, asked) =>
  `An ensemble holds at most ${MOST} networks: ${count} of the ${Numbers.count(asked)} that were asked for.`;

export const without = (basket, indices) => basket.filter((_, index) => !indices.includes(index));

/* One chip a place or a group: [{words, indices}], in the order of the basket. */
export function chips(basket, names) {
  const found = [];
  basket.forEach((place, index) => {
    const last = found.at(-1);
    if (place.group && last?.group === place.group) last.indices.push(index);
    else found.push({ words: spoken(place, names), group: place.group, indices: [index] });
  });
  return found.map(({ words, group, indices }) => ({
    words: group ? `${group}, ${Numbers.times(indices.length, "network")}` : words,
    indices,
  }));
}

/* "t 0.20 to 0.80". */
export function pieceName(low, high) {
  const said = (t) => (Math.abs(t - Numbers.fixed(t, 2)) < 1e-9 ? Numbers.fixed(t, 2) : Numbers.short(t));
  return `t ${said(low)} to ${said(high)}`;
}

export function spoken(place, names) {
  if (place.kind === "t") return `t = ${Numbers.fixed(place.t, 2)}`;
  const words = Here.spoken(place, names);
  return place.kind === "plane" ? `at ${words}` : words;
}

/* Of the sample's own chip. */
export function sampled({ count, concentration }) {
  const drawn = `${count} ${count === 1 ? "sample" : "samples"}`;
  return concentration === 1 ? drawn : `${drawn}, concentration ${Numbers.short(concentration)}`;
}

/* The body of the question; null where nothing is in the basket. */
export function question({ basket, sample }, foreign) {
  if (!basket.length && !sample) return null;
  return {
    ...(basket.length && { points: basket.map(({ point }) => point) }),
    ...(sample && { sample }),
    ...(foreign && { foreign }),
  };
}

/* Where a place of the basket lies on the map that is shown: [x, y], or null where it does not. */
export function onMap(place, landscape) {
  const { geometry, profile } = landscape;
  const { point } = place;
  if (point.landscape !== undefined) return point.landscape === landscape.id ? [place.x, place.y] : null;
  if (point.member !== undefined) return geometry.vertices[point.member] ?? null;
  if (point.coefficients) return mixed(point.coefficients, geometry);
  if (!profile?.trail) return null;
  const { x, y } = Place.onTrail(profile.trail, point.t);
  return [x, y];
}

const mixed = (coefficients, { vertices }) =>
  coefficients.length === vertices.length ? Geometry.mix(coefficients, vertices) : null;

/* Of all networks in the basket; those drawn by chance as the answer says where they are. */
export function marks({ basket, landscape }, members) {
  if (!landscape?.geometry) return [];
  const drawn = members.slice(basket.length).map(({ coefficients }) => mixed(coefficients ?? [], landscape.geometry));
  return [...basket.map((place) => onMap(place, landscape)), ...drawn].filter(Boolean);
}
