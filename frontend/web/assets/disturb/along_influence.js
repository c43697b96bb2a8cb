/* What the answers say along an influence: values, bands, label changes, sentences. Pure functions. */

import * as Numbers from "../base/numbers.js";
import * as Words from "../weights/words.js";

const VALUES = 41;
const SAMPLES = 32;

/* From one end to the other; where 0 lies between, it is one of them exactly. */
export function values({ shown: [low, high] }) {
  const each = (high - low) / (VALUES - 1);
  return Array.from({ length: VALUES }, (_, index) => Numbers.clean(low + index * each, 12));
}

/* `subject` is {image} with a PNG, or {index} of a test image. */
export function body(who, { image, index }, kind, at) {
  const what = image ? { images: [image] } : { examples: [index], images: who.pictures };
  const { pictures, ...rest } = who;
  return { ...rest, ...what, influence: { kind, values: at } };
}

export const subspace = { sample: { count: SAMPLES }, pictures: true, early: true };
export const reference = { sample: { count: SAMPLES }, pictures: false, early: true };
export const here = (place) => ({ point: place.point, pictures: false, early: true });

/* Parts of something are spoken of in per cent. */
const isPart = (unit) => /^(of|taken) /.test(unit);

/* "−12", or "40 %" of a part. */
export function number(value, unit) {
  const size = Numbers.short(Math.abs(value) * (isPart(unit) ? 100 : 1));
  return `${value < 0 ? "−" : ""}${size}${isPart(unit) ? " %" : ""}`;
}

export function amount(value, unit) {
  return `${number(value, unit)}${unit === "°" ? "" : " "}${unit}`;
}

/* Where the class of the mean is another than one value before. */
export function changes({ predictive }, at, classes) {
  const answers = predictive.map(Words.argmax);
  return answers.slice(1).flatMap((answer, step) =>
    answer === answers[step]
      ? []
      : [
          {
            step,
            at: (at[step] + at[step + 1]) / 2,
            words: `${classes[answers[step]]} → ${classes[answer]}`,
          },
        ],
  );
}

/* "4 (82 % ± 12)", the uncertainty being the standard deviation between the networks. */
export function says({ predictive, standard_uncertainty: spread }, step, classes) {
  const answer = Words.argmax(predictive[step]);
  const percent = (value) => Numbers.fixed(100 * value, 0);
  const band = spread ? ` ± ${percent(spread[step][answer])}` : "";
  return `${classes[answer]} (${percent(predictive[step][answer])} %${band})`;
}
