/* Recipes beside each other: which seeds, and what is not left at its default. Pure. */

import * as Catalog from "./catalog.js";

export const runs = (count) => (count === 1 ? "the run" : `the ${count} runs`);

/* [0, 1, 2, 5] -> "0–2, 5"; shortened after `most` pieces. */
export function ranges(seeds, most = 4) {
  const pieces = [];
  for (const seed of seeds) {
    const last = pieces.at(-1);
    if (last && seed === last[1] + 1) last[1] = seed;
    else pieces.push([seed, seed]);
  }
  const words = pieces.map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from}, ${to}` : `${from}–${to}`));
  return words.length > most ? `${words.slice(0, most).join(", ")} …` : words.join(", ");
}

const length = ({ epochs }) => `${epochs} ${epochs === 1 ? "epoch" : "epochs"}`;

/* How a run was trained, as far as anybody knows: [whose chance, how long]. */
export function training(recipe) {
  const { seed, epochs, options } = recipe;
  if (!Catalog.brought(recipe)) return [`seed ${seed}`, length({ epochs })];
  return options.procedure_known ? ["brought", length({ epochs })] : ["brought"];
}

/* The smallest seed above a run's own that none of its repeats has. */
export function next(seed, used) {
  let free = seed + 1;
  while (used.includes(free)) free += 1;
  return free;
}

const listed = (value) => Array.isArray(value) && value.every(Number.isFinite);
const said = (value) => (listed(value) ? value.join(", ") : value !== null && typeof value === "object" ? "chosen" : value === true ? "" : String(value));
const words = (name, value) => `${value === false ? "no " : ""}${name.replace(/_/g, " ")} ${value === false ? "" : said(value)}`.trim();

/* Epochs, and every option that differs from its default, in words.
   `defaults`: {options: {method: {..}}, network_options: .., dataset_options: .., training: {..}}. */
export function differences(recipe, defaults) {
  const found = training(recipe).slice(1);
  const parts = [
    [recipe.options, defaults.options[recipe.method]],
    [recipe.network_options, defaults.network_options[recipe.network]],
    [recipe.dataset_options, defaults.dataset_options[recipe.dataset]],
    [recipe.training, defaults.training],
  ];
  for (const [part, usual = {}] of parts) {
    for (const [name, value] of Object.entries(part || {})) {
      if (JSON.stringify(value) !== JSON.stringify(usual[name] ?? null)) found.push(words(name, value));
    }
  }
  return found;
}
