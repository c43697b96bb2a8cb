/* What the service finds wrong, as the form names it: its pointers start at the recipe. Pure. */

const RECIPE = /^\/(body\/)?(recipe(?=\/|$))?/;

/* [{pointer, detail}], whole pointers or those into a recipe. */
export const ofRecipe = (problems) =>
  problems.map(({ pointer, detail }) => ({
    pointer: String(pointer || "").replace(RECIPE, (_, __, recipe) => (recipe ? "" : "/")),
    detail: String(detail || ""),
  }));
