/* How high a value of a metric stands, and at which values a person looks: by the scale of its entry. Pure. */

import * as Levels from "../base/levels.js";
import * as Numbers from "../base/numbers.js";

const [LOWEST, LOWEST_ERROR] = [1e-6, 1e-4];
const LOWEST_RISE = 1e-3; // of a metric that can be 0
const LEAST_RANGE = 2; // of loss, or of the error: less is not drawn in all colours
const RELIEF = 5; // heights of a metric on a linear scale, about as many as the log loss has
const COARSE = /^0?[.0]*[125]0*$/; // 0.1, 0.2, 0.5, 1, 2, 5: the lines that carry their value
const ABOUT = 6; // contour lines of a metric that names no levels
const MARKS = 5; // of the profile's axis, at most

const within = (values, one, other) => {
  const [low, high] = [Math.min(one, other), Math.max(one, other)];
  return values.filter((value) => value > low && value < high);
};
const percent = (value) => `${Numbers.short(100 * value, value < 0.01 ? 1 : 2)} %`;
const whole = (value) => Numbers.share(value, 0);

/* Of each: `height` and its `value` on the map, `rise` and its `fall` on the profile; the `widest` range that is
   not drawn in all colours; contour `lines` and profile `marks`; which lines carry their value; and how a share is
   said at an end of the scale, at a tick and at a mark. */
const SCALES = {
  log: (sign) => {
    const height = (value) => sign * Math.log(Math.max(value, LOWEST));
    const value = (height) => Math.exp(sign * height);
    return {
      height,
      value,
      rise: height,
      fall: value,
      widest: (best) => best * LEAST_RANGE ** sign,
      lines: (low, high) => Levels.contours(Math.min(low, high), Math.max(low, high)),
      marks: (low, high) => Levels.ticks(Math.min(low, high), Math.max(low, high), MARKS),
      labelled: (level) => COARSE.test(level),
      share: { end: percent, tick: percent, mark: percent },
      digits: 3,
    };
  },
  "log of the error": () => {
    const height = (value) => Math.log(Math.max(1 - value, LOWEST_ERROR));
    const value = (height) => 1 - Math.exp(height);
    return {
      height,
      value,
      rise: height,
      fall: value,
      widest: (best) => 1 - LEAST_RANGE * (1 - best),
      lines: (best) => Levels.accuracies(best),
      marks: (high, low) => Levels.ticks(1 - high, 1 - low, MARKS).map((error) => 1 - error),
      labelled: () => true,
      share: { end: Numbers.share, tick: whole, mark: (value) => `${Numbers.short(100 * value)} %` },
      digits: 3,
    };
  },
  /* On the map; the profile has room for a logarithm. */
  linear: (sign) => ({
    height: (value) => sign * RELIEF * value,
    value: (height) => (sign * height) / RELIEF,
    rise: (value) => sign * Math.log(Math.max(value, LOWEST_RISE)),
    fall: (rise) => Math.exp(sign * rise),
    widest: (best) => best,
    lines: (low, high) => within(Levels.even(Math.min(low, high), Math.max(low, high), ABOUT), low, high),
    marks: (low, high) => Levels.ticks(Math.min(low, high), Math.max(low, high), MARKS),
    labelled: () => true,
    share: { end: percent, tick: percent, mark: percent },
    digits: 2,
  }),
};

/* How a value is said: at an end of the scale, at a tick of it, at a mark of the profile, at chance. */
function words({ unit }, { share, digits }) {
  if (unit === "share") return { ...share, chance: whole };
  return {
    end: (value) => Numbers.short(value, digits),
    tick: String,
    mark: (value) => Numbers.short(value),
    chance: (value) => Numbers.fixed(value, 2),
  };
}

const CHANCE = { "log of the classes": Math.log, "one of the classes": (classes) => 1 / classes };

/* The worst of some values, no better than the widest range and no worse than the worst colour. */
function worst({ highest, range }, { high, best }, widest) {
  const [bad, limit] = high ? [Math.min, range[0]] : [Math.max, highest ?? range[1] ?? Infinity];
  const good = high ? Math.max : Math.min;
  return (values) => good(limit, bad(...values, widest(best(values))));
}

/* The ends of the scale, what guessing has where that lies on it, and the values between. */
function ticks(entry, { high, chance, said }) {
  return ({ best, worst }, classes, narrow) => {
    const beyond = worst === entry.highest ? (narrow ? " +" : " and more") : "";
    const guessed = chance(classes);
    const on = guessed !== null && (high ? guessed >= worst : guessed <= worst);
    const between = within(entry.ticks, best, worst).map((value) => [value, said.tick(value)]);
    return [
      [best, said.end(best)],
      [worst, `${said.end(worst)}${beyond}`],
      ...(on ? [[guessed, `${said.chance(guessed)} ${entry.chance_word}`]] : []),
      ...(high ? between.toReversed() : between),
    ];
  };
}

/* The functions of a metric's entry. */
export function of(entry) {
  const high = entry.better === "high";
  const scale = SCALES[entry.scale](high ? -1 : 1);
  const best = (values) => (high ? Math.max : Math.min)(...values);
  const chance = (classes) => CHANCE[entry.chance]?.(classes) ?? null;
  const said = words(entry, scale);
  return {
    ...scale,
    said,
    best,
    worstOf: (values) => (high ? Math.min : Math.max)(...values),
    worst: worst(entry, { high, best }, scale.widest),
    bad: high ? "least" : "most",
    shown: (value) => (entry.unit === "share" ? 100 * value : value),
    guessed: (classes) => (entry.scale === "linear" ? null : chance(classes)), // a line: elsewhere a tick will do
    levels: (from, to) => (entry.levels.length ? within(entry.levels, from, to) : scale.lines(from, to)),
    ticks: ticks(entry, { high, chance, said }),
    marks: (from, to) => scale.marks(from, to).map((value) => [value, said.mark(value)]),
  };
}
