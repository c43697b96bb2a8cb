/* Places of the page as an address holds them, and back. Pure functions. */

import * as Parts from "./parts.js";
import * as Place from "./place.js";
import * as RibbonWays from "./ribbon_ways.js";
import * as Ways from "./ways.js";

/**
 * From a place of the page to one of an address; without a map, every place of a plane is one of its own map.
 * @param {any} place
 * @param {{landscape?: string, geometry?: Geometry}} [map]
 */
export function toAddress(place, { landscape, geometry } = {}) {
  const { kind, rim, along, walk, t, member, sigmas, cloud, coefficients, x, y, point } = place;
  if (rim !== undefined) return { rim };
  if (along !== undefined) return { along };
  if (walk !== undefined) return { walk };
  if (kind === "t") return { t };
  if (kind === "member") return { member };
  if (sigmas && cloud) return { sigma: sigmas, cloud: Number(cloud.split(" ").at(-1)) };
  if (sigmas) return { sigma: sigmas };
  if (coefficients) return { mix: coefficients };
  return { xy: [x, y], ...(point.landscape !== landscape && geometry && { map: point.landscape }) };
}

/* From a place of an address to one of the page; null where this family has no such place. */
export function toPlace(said, state) {
  const { family, run, landscape } = state;
  const { geometry, profile } = landscape;
  const way = () => RibbonWays.of(family, run.recipe, landscape);
  const fits = (list) => list.length === geometry.vertices.length;
  const one = Parts.isOneSimplex(family, geometry);
  const make = {
    rim: ({ rim }) => way()?.place(rim, landscape),
    along: ({ along }) => Ways.of(family, landscape)?.toPlace(along),
    walk: ({ walk }) =>
      family === "complex" && profile?.trail && Place.onWalk(geometry, profile.trail, walk),
    t: ({ t }) => family === "curve" && profile?.trail && Place.onTrail(profile.trail, t),
    member: ({ member }) => isNetwork(member, family, geometry) && Place.atMember(geometry, member),
    sigma: (each) => inCloud(each, family, geometry),
    mix: ({ mix }) => fits(mix) && (one ? Place.inSimplex : Place.inComplex)(geometry, mix),
    xy: ({ xy: [x, y], map }) => Place.onPlane(map ?? landscape.id, x, y),
  };
  const kind = Object.keys(make).find((key) => said[key] !== undefined);
  return (kind && make[kind](said)) || null;
}

/* Whether a row of weights is a network of its own, and is named by its number. */
function isNetwork(member, family, { vertices, parts }) {
  if (["curve", "simplex"].includes(family) || !vertices[member]) return false;
  return family !== "gaussian" || parts.some(([centre]) => centre === member);
}

function inCloud({ sigma, cloud }, family, geometry) {
  const clouds = (geometry.parts ?? []).filter((part) => part.length > 1);
  const part = cloud ? clouds[cloud - 1] : Parts.seenAlong(geometry)?.part;
  if (family !== "gaussian" || !part || sigma.length >= part.length) return null;
  return { ...Place.inCloud(geometry, part, sigma), ...(cloud && { cloud: `cloud ${cloud}` }) };
}

/* Whether the map is known so well that a place on it can be named. */
export function known({ family, landscape }) {
  if (!landscape?.geometry) return false;
  return family === "curve" ? Boolean(landscape.profile?.trail) : family !== "complex" || Boolean(landscape.profile);
}
