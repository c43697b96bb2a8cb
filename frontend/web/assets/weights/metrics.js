/* What the map, the way and a place can show: metrics by their entries in the catalog. Pure. */

import * as Catalog from "../base/catalog.js";
import * as Numbers from "../base/numbers.js";
import * as MetricScales from "./metric_scales.js";

const NO_BARRIER = 0.0005; // nats; what would be written as 0.000
const [LOSS, ALL] = ["loss", "all"];
const OLD = "This map is older than that metric: draw it anew to see it.";
const WHOLE = "It is a figure of all images: choose “All images” to see it.";

function barrier(height) {
  if (height === null) return "the loss overflows";
  if (height < NO_BARRIER) return "no barrier";
  return `barrier ${Numbers.fixed(height, height >= 0.1 ? 2 : 3)} nats`;
}

/* What a metric is like along a path: of the loss its barrier, of others the worst. */
const along = ({ name, unit }, { worstOf, said, bad }) => (values, path) => {
  if (name === LOSS) return barrier(path.barrier);
  if (!values.length) return "its numbers overflow";
  return `at ${bad} ${said.end(worstOf(values))}${unit === "nats" ? " nats" : ""}`;
};

/* At a place, with its uncertainty where the entry says that it has one. */
const told = ({ unit, error, follows }) => (value, uncertainty) => {
  if (follows) return { value: "0 %", uncertainty: "here" };
  return (unit === "nats" ? Numbers.loss : Numbers.percent)(value, error ? uncertainty : undefined);
};

const lackingAlong = ({ noun, follows }) =>
  follows ? `${noun}: on the map alone` : `an older map, without ${noun} here`;

/* A metric's words, and its functions: those of its scale, and how it is said along a path and at a place. */
export function of(name) {
  const entry = Catalog.metric(name);
  const scale = MetricScales.of(entry);
  return { ...entry, ...scale, along: along(entry, scale), told: told(entry), lackingAlong: lackingAlong(entry) };
}

export const names = () => Catalog.metrics().map(({ name }) => name);

const atHand = () => Catalog.metrics().filter(({ at_hand: always }) => always).map(({ name }) => name);
const follows = (name) => Boolean(Catalog.metric(name)?.follows);

/* Why a metric cannot be shown now; an empty string where it can. */
export function lacking(metric, { landscape, subject, disagreement }) {
  if (atHand().includes(metric) || !landscape?.geometry) return "";
  if (subject !== ALL) return WHOLE;
  if (follows(metric)) return disagreement?.refused ?? "";
  return metric in landscape.values ? "" : OLD;
}

/* The state as the map draws it: with the grid that depends on where one stands, and with the
   loss in place of a metric that cannot be shown (yet). */
export function seen(state) {
  const { landscape, metric, subject, disagreement } = state;
  if (!landscape) return state;
  const known = follows(metric) && subject === ALL && disagreement?.landscape === landscape.id;
  const values = known ? { ...landscape.values, [metric]: disagreement.grid } : landscape.values;
  return { ...state, landscape: { ...landscape, values }, metric: metric in values ? metric : LOSS };
}

/* What the figures of a place are about: the metric that is shown, and the last of those at hand beside it. */
export function ofPlace(metric) {
  const always = atHand();
  return always.includes(metric) ? always : [metric, always.at(-1)];
}
