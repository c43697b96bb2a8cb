/* Which face of a large family is mapped: other planes through three of its vertices. */

import * as Api from "../base/api.js";
import { byId, html } from "../base/dom.js";
import * as State from "../base/state.js";
import * as Notices from "../base/notices.js";
import * as Growth from "./growth.js";
import * as Parts from "../weights/parts.js";

const WHOLE = "";

/* Faces worth a map of their own: [{label, vertices}], none where the first map shows all. */
export function of(family, { vertices, vertex_names: names, parts = [] }) {
  if (family === "gaussian")
    return parts.length > 1 ? parts.filter((part) => part.length > 2).map(cloud) : [];
  if (Parts.isOneSimplex(family, { parts })) {
    const all = vertices.map((_, vertex) => vertex);
    return all.length > 3 ? triples(all).map((face) => named(face, names)) : [];
  }
  if (family !== "complex") return [];
  return parts.flatMap((part, index) => {
    if (part.length === 3) return [{ label: `simplex ${index + 1}`, vertices: part }];
    if (part.length > 2) return triples(part).map((face) => named(face, names));
    const [beside] = parts[(index + 1) % parts.length];
    return [{ label: `line ${index + 1}`, vertices: [part[0], beside, part[1]] }];
  });
}

/* The centre, and one standard deviation along the second and the first deviation. */
const cloud = ([centre, first, second], index) => ({
  label: `cloud ${index + 1}`,
  vertices: [centre, second, first],
});

const triples = (list) =>
  list.flatMap((a, i) => list.slice(i + 1).flatMap((b, j) => list.slice(i + j + 2).map((c) => [a, b, c])));

function named(vertices, names) {
  const own = vertices.map((vertex) => names[vertex]);
  const plain = own.every((name) => name.startsWith("vertex "));
  const label = plain ? `vertices ${own.map((name) => name.slice(7)).join(", ")}` : own.join(", ");
  return { label, vertices };
}

const keyOf = ({ request }) => request.plane.vertices?.join() ?? WHOLE;

/* The map to begin with: the newest of the whole family, else the newest of all. */
export function first(landscapes) {
  const known = landscapes
    .filter((landscape) => !landscape.failure && !Growth.barren(landscape))
    .sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
  return known.find((landscape) => keyOf(landscape) === WHOLE) ?? known[0];
}

/* The map of a face, computed now where there is none. */
async function mapOf(run, vertices) {
  const path = `/runs/${encodeURIComponent(run.id)}/landscapes`;
  const key = vertices?.join() ?? WHOLE;
  const known = (await Api.get(path)).filter(
    (landscape) => !landscape.failure && landscape.phase !== "cancelled" && keyOf(landscape) === key,
  );
  return known.at(-1) ?? Api.post(path, { plane: { vertices } });
}

/* Follows the map that is chosen; `land(landscape)` hears of it now and as it grows. */
export function create(run, family, scope, land) {
  const box = byId("face");
  box.replaceChildren();
  let [current, offered] = [State.scope(), false];
  scope.add(() => current.end());

  function follow(landscape) {
    current.end();
    const mine = (current = State.scope());
    return Growth.follow(landscape.id, mine, (grown) => {
      if (!offered && grown.geometry) offer(grown);
      land(grown);
    });
  }

  function offer(landscape) {
    offered = true;
    const faces = of(family, landscape.geometry);
    if (faces.length) box.replaceChildren(select(faces, keyOf(landscape), choose));
  }

  async function choose(vertices) {
    try {
      const landscape = await mapOf(run, vertices);
      if (!scope.ended()) await follow(landscape);
    } catch (problem) {
      if (!scope.ended()) Notices.problem(problem);
    }
  }

  return { follow };
}

function select(faces, chosen, choose) {
  const option = (value, label) => html("option", { value, selected: value === chosen ? "" : null }, label);
  return html(
    "select",
    {
      "aria-label": "Part that the map is about",
      title: "The map goes through three networks; choose which.",
      onchange: ({ target }) =>
        choose(faces.find(({ vertices }) => vertices.join() === target.value)?.vertices ?? null),
    },
    option(WHOLE, "All of it"),
    faces.map(({ label, vertices }) => option(vertices.join(), label)),
  );
}
