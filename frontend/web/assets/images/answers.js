/* Which predictions the page asks for, and what it reads out of them. Pure functions. */

import * as Words from "../weights/words.js";

const SAMPLES = 32;
export const EXAMPLES = 24;

/* The subspace's answer fixes which images the gallery holds. */
const sample = { count: SAMPLES };
const early = true; // a first answer is welcome
export const subspace = (selection) => ({ sample, examples: EXAMPLES, selection, early });
export const given = (indices) => ({ sample, examples: indices, early });
export const reference = (indices) => ({ sample, examples: indices, images: false, early });
export const here = (place, indices) => ({ point: place.point, examples: indices, images: false, early });
export const along = (way, indices) => ({ points: way.points, examples: indices, images: false, early });

/* Whether what an answer says about the images shown will stay; figures of the split may still come. */
export const isFinal = ({ provisional }) => provisional === null || provisional === undefined;

/* Where one of the shown images changes class on the way. */
export function changes(prediction, at, classes) {
  const found = [];
  prediction.examples.forEach((example, index) => {
    const answers = prediction.probabilities.map((member) => Words.argmax(member[index]));
    answers.slice(1).forEach((answer, step) => {
      if (answer === answers[step]) return;
      found.push({
        at: (at[step] + at[step + 1]) / 2,
        index: example.index,
        words: `test image ${example.index} changes from ${classes[answers[step]]} to ${classes[answer]}`,
      });
    });
  });
  return found;
}
