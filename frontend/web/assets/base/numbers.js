/* Numbers as a person reads them, with their unit and their standard uncertainty; and as one types them. */

const HUGE = 1e6; // from here on with an exponent, as of networks whose weights are far out

export function decimalsFor(uncertainty) {
  if (!(uncertainty > 0)) return 4;
  return Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(uncertainty))));
}

export function count(value) {
  return Math.round(value).toLocaleString("en-US");
}

/* A thin space between thousands: what is shown in a form can be typed into it. */
export const grouped = (value, decimals) =>
  value.toLocaleString("en-US", { maximumFractionDigits: decimals }).replaceAll(",", "\u202f");

/* A date and its time, as the reader's own country writes them. */
export const moment = (date) => date.toLocaleString();
export const clock = (date) => date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
export const day = (date) => date.toLocaleDateString("en-CA"); // 2026-11-28

/* 97.40 % and its ± 0.16: both in percentage points. */
export function percent(value, uncertainty) {
  return {
    value: value == null ? "–" : `${(100 * value).toFixed(2)} %`,
    uncertainty: uncertainty == null ? "" : `± ${(100 * uncertainty).toFixed(2)}`,
  };
}

/* A loss in nats; the uncertainty keeps two significant digits and sets the decimals of both. */
export function loss(value, uncertainty) {
  if (value == null) return { value: "–", uncertainty: "" };
  const decimals = decimalsFor(uncertainty);
  return {
    value: fixed(value, decimals),
    uncertainty: uncertainty == null ? "" : `± ${fixed(uncertainty, decimals)}`,
  };
}

/* Three significant digits, or so many, without an exponent where one can do without. */
export function short(value, digits = 3) {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= HUGE || size < 1e-4) return value.toExponential(1);
  return String(Number(value.toPrecision(digits)));
}

/* A coordinate of a drawing: finer than anybody sees. */
export const pixel = (value) => value.toFixed(1);

/* So many decimals, where the place says how many matter; "–" where nothing is known. */
export function fixed(value, decimals) {
  if (value == null) return "–";
  return Math.abs(value) < HUGE ? value.toFixed(decimals) : value.toExponential(2);
}

/* A fraction in per cent, without its uncertainty. */
export const share = (value, decimals = 1) => (value == null ? "–" : `${(100 * value).toFixed(decimals)} %`);

/* The same as a number: 0.5 stays 0.5. */
export const rounded = (value, decimals) => Number(value.toFixed(decimals));

/* Without the noise of binary fractions: 0.3, not 0.30000000000000004. */
export const clean = (value, digits = 12) => Number(value.toPrecision(digits));

export function duration(seconds) {
  if (seconds == null) return "unknown";
  const whole = Math.max(1, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  if (minutes === 0) return `${whole} s`;
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/* "5 trainings", "1 training", "0.5 trainings". */
export function times(value, noun) {
  return `${short(value)} ${noun}${value === 1 ? "" : "s"}`;
}

const GAPS = /(?<=[0-9])[ \u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))/g; // between groups of three digits
const NUMBER = /^[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)(e[+-]?[0-9]{1,4})?$/i;
const AMBIGUOUS = /^[+-]?[1-9][0-9]{0,2},[0-9]{3}$/; // a decimal comma, or one between thousands?

/* What was typed, {value}, or {refusal}: a sentence; `contracts/number_text.py` reads alike. */
export function read(text) {
  const typed = text.trim();
  const bare = typed.replaceAll("\u2212", "-").replace(GAPS, "");
  if (!NUMBER.test(bare))
    return { refusal: `Write a number, such as 0.25, 0,25 or 1e-3; got ${typed.slice(0, 40) || "nothing"}.` };
  const point = bare.replace(",", ".");
  if (AMBIGUOUS.test(bare))
    return { refusal: `${typed} can mean ${point} or ${bare.replace(",", "")}; write one of these.` };
  const value = Number(point);
  if (!Number.isFinite(value) || (value === 0 && /[1-9]/.test(point.split(/e/i)[0])))
    return { refusal: `Nothing can be computed with ${typed.slice(0, 40)}: it is too large or too small.` };
  return { value };
}

/* The same within a range: {low, high, whole}, each of which may be left out. */
export function readWithin(text, { low = -Infinity, high = Infinity, whole = false }) {
  const found = read(text);
  if (found.refusal) return found;
  const refused = (wanted) => ({ refusal: `${wanted}, got ${text.trim()}.` });
  if (whole && !Number.isInteger(found.value)) return refused("Expected a whole number");
  if (found.value < low) return refused(`At least ${low}`);
  return found.value > high ? refused(`At most ${high}`) : found;
}
