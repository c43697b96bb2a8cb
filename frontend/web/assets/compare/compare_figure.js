/* The card "A and B" as tables to keep: what each is worth, and what both say. */

import * as Numbers from "../base/numbers.js";
import * as BasketPlaces from "../basket/basket_places.js";
import * as Words from "../weights/words.js";

const LETTERS = ["A", "B"];
const DIGITS = 6; // of a figure: more than the images can tell

const rounded = (value) => (value == null ? null : Numbers.clean(value, DIGITS));

function needed({ answer }) {
  if (answer && answer.probabilities.length > 1) return answer;
  throw new Error("Two networks are needed; pin one as A and another as B, then save.");
}

/* "A is t = 0.10, B is t = 0.50". */
function named(view) {
  const names = view.context.state.get().landscape?.geometry?.vertex_names ?? [];
  return needed(view).pinned.map((place) => BasketPlaces.spoken(place, names));
}

const title = (view) => named(view).map((place, index) => `${LETTERS[index]} is ${place}`).join(", ");

/* Of both on the whole test split. */
export function figures(view) {
  const places = named(view);
  const head = ["network", "place", "loss (nats)", "standard error (nats)", "accuracy (fraction)", "standard error (fraction)", "ECE (fraction)", "ECE by chance (fraction)"];
  const cells = (one) => [one.nll, one.nll_standard_error, one.accuracy, one.accuracy_standard_error, one.ece, one.ece_null].map(rounded);
  return [head, ...needed(view).split_details.networks.map((one, index) => [LETTERS[index], places[index], ...cells(one)])];
}

/* Of every image in the gallery, whether the two agree or not. */
export function rows(view) {
  const { examples, probabilities } = needed(view);
  const { classes } = view.context.state.get();
  const says = (network, row) => {
    const best = Words.argmax(network[row]);
    return [classes[best], rounded(network[row][best])];
  };
  const head = named(view).flatMap((place, index) => [`${LETTERS[index]} (${place}) says`, `probability (${LETTERS[index]})`]);
  const line = ({ index, target }, row) => [index, classes[target], ...probabilities.flatMap((network) => says(network, row))];
  return [["test image", "label", ...head], ...examples.map(line)];
}

export const of = (view) => [
  { name: "A and B", title: () => `What A and B say: ${title(view)}`, rows: () => rows(view) },
  { name: "figures of A and B", title: () => `A and B on all test images: ${title(view)}`, rows: () => figures(view) },
];
