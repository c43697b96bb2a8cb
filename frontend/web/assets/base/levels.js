/* Values that a person would choose, for contour lines and axes. */

import * as Numbers from "./numbers.js";

const FINE = [1, 1.2, 1.5, 2, 3, 5, 7];
const COARSE = [1, 2, 5];

function within(low, high, mantissas) {
  const found = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const mantissa of mantissas) {
      const value = Numbers.clean(mantissa * 10 ** power);
      if (value > low && value < high) found.push(value);
    }
  }
  return found;
}

/* Contours of a loss between its lowest value and 10: dense in the valley, sparse above 1. */
export function contours(low, high) {
  const floor = Math.max(low, 1e-6);
  const fine = within(floor * 1.03, Math.min(high, 1), FINE);
  return fine.concat(within(Math.max(floor, 0.999), Math.min(high, 10), COARSE));
}

/* Ticks of a log axis: 1, 2, 5 per decade, thinned until at most `most` are left. */
export function ticks(low, high, most) {
  const fine = within(low * 0.999, high * 1.001, COARSE);
  if (fine.length <= most) return fine;
  const decades = within(low * 0.999, high * 1.001, [1]);
  return decades.length >= 2 ? decades.slice(-most) : fine.filter((_, index) => index % 2 === 0);
}

/* Round values from one end of a linear axis to the other, `about` so many. */
export function even(low, high, about) {
  const rough = (high - low) / about || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((each) => each * power >= rough * (1 - 1e-9));
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.max(0, Math.floor(high / step + 1e-9) - first + 1);
  return Array.from({ length: count }, (_, index) => Numbers.clean((first + index) * step));
}

/* Accuracies whose errors a person would choose; as fractions, falling. */
export function accuracies(best) {
  const chosen = [0.999, 0.998, 0.995, 0.99, 0.985, 0.98, 0.97, 0.95, 0.9, 0.8, 0.7, 0.5, 0.3];
  return chosen.filter((value) => value < best);
}
