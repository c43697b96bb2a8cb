/* What stands in the cells of the list of groups. */

import * as Catalog from "../base/catalog.js";
import * as Numbers from "../base/numbers.js";
import * as Seeds from "../base/seeds.js";
import { UNKNOWN } from "../base/amounts.js";
import { unknownMark } from "./cells.js";
import { cells, element } from "./elements.js";
import * as RunsView from "./view.js";

cells.RunsGroup = ({ data: group, titles, defaults }) => {
  if (!group) return element("span", { className: "runs-skeleton" });
  const { recipe } = group;
  const named = (kind) => titles[kind][recipe[kind]] || recipe[kind];
  const words = `${named("method")}, ${named("network")} on ${named("dataset")}`;
  const onClick = () => RunsView.openGroup(group.group, words);
  const title = `Show ${Seeds.runs(group.runs)} of this recipe`;
  const button = element("button", { type: "button", className: "runs-link", onClick, title }, words);
  const more = Seeds.differences(recipe, defaults).join(" · ");
  const second = element("span", { className: "runs-second runs-wide", title: more }, ...unknownMark(group), more);
  const narrow = element("span", { className: "runs-second runs-narrow" }, `${more} · n = ${group.n}`);
  return element("span", { className: "runs-name" }, button, second, narrow);
};

cells.RunsGroupRuns = ({ data: group }) => {
  if (!group) return null;
  const untrained = group.runs - group.completed;
  const second = untrained ? element("span", { className: "runs-second" }, ` ${untrained} not trained`) : null;
  return element("span", {}, String(group.runs), second);
};

cells.RunsGroupSeeds = ({ data: group }) => {
  if (!group) return null;
  if (Catalog.brought(group.recipe)) return element("span", { title: "Brought: nobody knows the seed." }, "–");
  const title = `Seeds ${group.seeds.join(", ")}. Trained repeats that count: ${group.n}.`;
  const second = element("span", { className: "runs-second" }, ` ${Seeds.ranges(group.seeds)}`);
  return element("span", { title }, String(group.n), second);
};

function mean(group, { value, uncertainty }, quantity) {
  const one = group.n === 1 && !Catalog.brought(group.recipe) ? element("span", { className: "runs-second" }, " one seed") : null;
  const beside = uncertainty ? element("span", { className: "runs-second" }, ` ${uncertainty}`) : one;
  const title = uncertainty
    ? `Mean ${quantity} over ${group.n} seeds ± its standard uncertainty s/√n.`
    : `${quantity} of one seed: an uncertainty needs two.`;
  return element("span", { title: title[0].toUpperCase() + title.slice(1) }, value, beside);
}

const none = () => element("span", { className: "runs-second" }, UNKNOWN);

cells.RunsGroupAccuracy = ({ data: group }) => {
  if (!group) return null;
  if (!group.accuracy) return none();
  const { mean: value, standard_uncertainty: uncertainty } = group.accuracy;
  return mean(group, Numbers.percent(value, uncertainty), "accuracy of the mean of its networks");
};

cells.RunsGroupNll = ({ data: group }) => {
  if (!group) return null;
  if (!group.nll) return none();
  const { mean: value, standard_uncertainty: uncertainty } = group.nll;
  return mean(group, Numbers.loss(value, uncertainty), "negative log-likelihood, in nats, of the mean of its networks");
};
