/* A view of the explorer as the query of its address, and back. Pure functions.
 A further key is one line of KEYS: [key of the view and of the address, kind]. What a text says
 in a way that is not understood is left out and named; it never breaks the rest. */

export const VERSION = "1";
const DECIMALS = 1e4;
const MOST = 1e6; // of any number
const NUMBER = /^-?\d{1,7}(\.\d{1,6})?$/;
const INDEX = /^\d{1,9}$/;
const PLAIN = /%(2C|3A|3B|40)/g; // , : ; @ may stand in a query as they are

/* A kind of value: `read(text)` gives it, or undefined where the text is none; `write(value)`. */
const number = {
  read: (text) => (NUMBER.test(text) && Math.abs(Number(text)) <= MOST ? Number(text) : undefined),
  write: (value) => String(Math.round(value * DECIMALS) / DECIMALS + 0),
};
const index = { read: (text) => (INDEX.test(text) ? Number(text) : undefined), write: String };
const matching = (pattern) => ({ read: (text) => (pattern.test(text) ? text : undefined), write: String });
const word = matching(/^[a-z][a-z0-9_-]{0,39}$/);
const within = (kind, low, high) => ({
  ...kind,
  read: (text) => known(kind.read(text), (value) => value >= low && value <= high),
});
const list = (kind, between, most, fits = (_values) => true) => ({
  read: (text) => {
    const values = text.split(between).map(kind.read);
    return values.length <= most && !values.includes(undefined) && fits(values) ? values : undefined;
  },
  write: (values) => values.map(kind.write).join(between),
});
const known = (value, fits) => (value !== undefined && fits(value) ? value : undefined);

const part = within(number, 0, 1);
const coefficient = {
  read: (text) => (text === "" ? 0 : number.read(text)),
  write: (value) => (number.write(value) === "0" ? "" : number.write(value)),
};
const sumToOne = (values) => Math.abs(values.reduce((sum, value) => sum + value, 0) - 1) < 0.01;
const mix = list(coefficient, ",", 512, sumToOne);
const pair = list(number, ",", 2, (values) => values.length === 2);
const sigmas = list(number, ",", 512);

/* `values` and, after an @, what they belong to: {[name]: values, [beside]: ..}. */
const belonging = (values, name, beside, kind) => ({
  read: (text) => {
    const [own, of, ...more] = text.split("@");
    const found = { [name]: values.read(own), ...(of !== undefined && { [beside]: kind.read(of) }) };
    return more.length || Object.values(found).includes(undefined) ? undefined : found;
  },
  write: (place) =>
    values.write(place[name]) + (place[beside] === undefined ? "" : `@${kind.write(place[beside])}`),
});
const alone = (values, name) => ({
  read: (text) => {
    const found = values.read(text);
    return found === undefined ? undefined : { [name]: found };
  },
  write: (place) => values.write(place[name]),
});

/* A place holds exactly one of these. */
export const PLACES = {
  t: alone(part, "t"), // on a curve
  walk: alone(part, "walk"), // along the edges of a complex
  rim: alone(part, "rim"), // around a simplex, or along one way after the other
  along: alone(number, "along"), // along the profile
  member: alone(within(index, 0, 511), "member"),
  sigma: belonging(sigmas, "sigma", "cloud", within(index, 1, 512)), // standard deviations
  mix: alone(mix, "mix"), // coefficients; nothing between two commas is 0
  xy: belonging(pair, "xy", "map", matching(/^[0-9a-f]{12}$/)), // on the map
};
const kindOf = (place) => Object.keys(PLACES).find((kind) => place[kind] !== undefined);

/* Where a place is one value among others: "t:0.37". */
const place = {
  read: (text) => {
    const [kind, ...rest] = text.split(":");
    return Object.hasOwn(PLACES, kind) ? PLACES[kind].read(rest.join(":")) : undefined;
  },
  write: (value) => `${kindOf(value)}:${PLACES[kindOf(value)].write(value)}`,
};

/* Networks drawn by chance: how many, and with which concentration where it is not 1. */
const sample = {
  read: (text) => {
    const found = belonging(within(index, 1, 64), "count", "concentration", within(number, 0.05, 20)).read(text);
    return found && { concentration: 1, ...found };
  },
  write: ({ count, concentration }) =>
    concentration === 1 ? String(count) : `${count}@${number.write(concentration)}`,
};

/** @type {[key: string, kind: {read(text: string): unknown, write(value: unknown): string}][]} */
export const KEYS = [
  ["metric", word],
  ["view", matching(/^3d$/)],
  ["order", word],
  ["images", list(index, ",", 24)],
  ["image", index],
  ["subject", matching(/^(chosen|class\d{1,4})$/)],
  ["face", list(within(index, 0, 511), "-", 3, (values) => new Set(values).size === 3)],
  ["a", place],
  ["b", place],
  ["basket", list(place, ";", 64)],
  ["sample", sample],
  ["set", word],
  ["disturb", word],
];

/* The query of a view, without its question mark; what the view does not hold is left out. */
export function format(view) {
  const where = view.place ? [[kindOf(view.place), PLACES[kindOf(view.place)].write(view.place)]] : [];
  const rest = KEYS.filter(([key]) => view[key] !== undefined && view[key] !== null).map(([key, kind]) => [
    key,
    kind.write(view[key]),
  ]);
  return [...where, ...rest]
    .map(([key, text]) => `${key}=${encodeURIComponent(text).replace(PLAIN, decodeURIComponent)}`)
    .join("&");
}

/* {view, ignored}: `ignored` names the keys that were not understood. `others` are no keys of a view. */
export function parse(text, others = []) {
  const [view, ignored] = [{}, []];
  const kinds = new Map(KEYS);
  for (const [key, said] of new URLSearchParams(text)) {
    if (others.includes(key) || (key === "v" && said === VERSION)) continue;
    const [name, kind] = Object.hasOwn(PLACES, key) ? ["place", PLACES[key]] : [key, kinds.get(key)];
    const value = view[name] === undefined ? kind?.read(said) : undefined;
    if (value === undefined) ignored.push(key);
    else view[name] = value;
  }
  return { view, ignored };
}
