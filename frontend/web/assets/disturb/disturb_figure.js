/* What the card "Draw and disturb" gives away: its chart and the figures behind it. */

import { byId } from "../base/dom.js";

const WHO = { subspace: "subspace", reference: "retrainings", mine: "this network" };

/* One row a value, a kind of networks and a class. */
export function rows({ answers, at, influence, state }) {
  const { classes } = state.get();
  const known = Object.keys(WHO).filter((who) => answers[who]);
  const of = (who, value, step) =>
    classes.map((name, k) => {
      const { predictive, standard_uncertainty: spread } = answers[who];
      return [value, WHO[who], name, predictive[step][k], spread?.[step][k]];
    });
  return [
    [`${influence.name} (${influence.unit})`, "networks", "class", "probability", "standard uncertainty (probability)"],
    ...known.flatMap((who) => at.flatMap((value, step) => of(who, value, step))),
  ];
}

function legend() {
  const colours = { here: "here", subspace: "subspace", retrainings: "retrainings" };
  return [...byId("disturb-legend").querySelectorAll(".entry")].map((entry) => {
    const role = Object.keys(colours).find((name) => entry.classList.contains(name));
    return { mark: "line", colour: colours[role], words: entry.textContent };
  });
}

export const of = (view) => ({
  name: "disturbed image",
  title: () => `Class probabilities under ${view.influence.title.toLowerCase()}`,
  svg: () => byId("disturb-chart").querySelector("svg"),
  rows: () => rows(view),
  legend,
  axes: () => ({ x: `${view.influence.name}, ${view.influence.unit}`, y: "probability" }),
});
