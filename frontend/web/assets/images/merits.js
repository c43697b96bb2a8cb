/* What the table of an evaluation says: columns, rows, cells and sentences. Pure functions. */

import * as Numbers from "../base/numbers.js";
import * as Words from "../weights/words.js";

const fixed = (value, decimals = 4) => ({
  value: Numbers.fixed(value, decimals),
  uncertainty: "",
});
const percent = (value, uncertainty) => Numbers.percent(value, uncertainty);

/* Of a Quality; `scaled` says whether the probabilities are those after temperature scaling. */
const forecast = (quality, scaled) => (scaled ? quality.scaled : quality) ?? {};
const number = (key, decimals) => (quality, scaled) => fixed(forecast(quality, scaled)[key], decimals);
const QUALITY = [
  { label: "Accuracy", cell: (quality) => percent(quality.accuracy, quality.accuracy_standard_error) },
  {
    label: "NLL",
    cell: (quality, scaled) => {
      const { nll, nll_standard_error: error } = forecast(quality, scaled);
      return Numbers.loss(nll, error);
    },
  },
  { label: "Calibrated NLL", cell: (quality) => fixed(quality.calibrated_nll) },
  { label: "Brier", cell: number("brier") },
  { label: "ECE", cell: number("ece") },
  { label: "ECE, equal mass", cell: number("ece_em") },
  {
    label: "ECE by chance",
    cell: (quality, scaled) => {
      const { ece_null: mean, ece_null_standard_deviation: deviation } = forecast(quality, scaled);
      return { ...fixed(mean), uncertainty: deviation == null ? "" : `± ${Numbers.fixed(deviation, 4)}` };
    },
  },
  { label: "AURC", cell: number("aurc", 5) },
];

const detected = (key) => (found) => fixed(found[key]);
const DETECTION = [
  {
    label: "AUROC",
    cell: (found) => ({
      ...fixed(found.auroc),
      uncertainty: `± ${Numbers.fixed(found.auroc_standard_error, 4)}`,
    }),
  },
  { label: "AUPR", cell: detected("aupr") },
  { label: "FPR95", cell: detected("fpr95") },
  { label: "FPR95, own", cell: detected("fpr95_ood") },
];

/* [row of the contract, words, class] from top to bottom. */
export function rowsOf(run, evaluation, set) {
  const ensemble = Words.isEnsemble(run);
  const members = evaluation.reference?.members;
  const whole = ["subspace", `${Words.whole(run)}${ensemble ? ", mean" : ""}`];
  if (ensemble)
    return [
      [...whole, "retrainings"],
      ["vertex", "one network", ""],
    ];
  const compared = [
    ["single", "one network", ""],
    ["reference", `${members} retrainings, mean`, "retrainings"],
  ];
  if (Words.isAlone(run)) return [[...whole, "subspace"], ...compared.slice(1)];
  const own = [
    ["subspace", `${whole[1]}, mean`, "subspace"],
    ["representative", set.represented_by?.words ?? "one network of it", "subspace"],
    ["vertex", "one of its vertices", "subspace"],
  ];
  return [...own, ...compared];
}

/* {columns, rows: [{words, style, cells}]} of one set of images. */
export function table(set, rows, { scaled, score }) {
  const columns = set.detection ? DETECTION : QUALITY;
  const figures = (row) =>
    set.detection ? set.detection[row]?.find((one) => one.score === score) : set.quality?.[row];
  const cells = (found) => columns.map(({ cell }) => (found ? cell(found, scaled) : fixed(null)));
  const known = (row) => (set.detection ?? set.quality)?.[row];
  return {
    columns,
    rows: rows
      .filter(([row]) => known(row))
      .map(([row, words, style]) => ({ words, style, cells: cells(figures(row)) })),
  };
}

/* Earlier versions took the usual interval from log-odds, far wider, and gave its width in them. */
const isCurrent = ({ kind, mean_log_odds_width: odds }) => kind !== "usual" || odds === null;

/* Of further retrainings: the flip risk of these images and how wide intervals are. */
export function retraining(found) {
  if (!found)
    return ["What a further retraining would change is not known: that takes two independent retrainings."];
  const [pooled, moderated] = ["pooled", "moderated"].map((kind) =>
    found.flips.find((one) => one.kind === kind),
  );
  const current = found.intervals.filter(isCurrent);
  const widths = Object.fromEntries(current.map((one) => [one.kind, Numbers.fixed(one.mean_width, 3)]));
  const alone = widths.usual ? `, ${widths.usual} from each image alone` : "";
  return [
    `One more retraining would change about ${Numbers.fixed(pooled.expected, 0)} of ${Numbers.count(found.examples)} labels ` +
      `(moderated estimate ${Numbers.fixed(moderated.expected, 0)}); ${Numbers.share(pooled.safe_share, 1)} of the images have a risk of at most 1 %. ` +
      `From ${found.members} retrainings, their spread pooled over these images.`,
    `95 % interval of a further retraining's probability, mean width: ${widths.pooled} pooled, ${widths.moderated} moderated${alone}.`,
  ];
}

export function size(set) {
  const networks = set.networks > 1 ? `, ${set.networks} networks averaged` : "";
  const own = set.own_examples ? `, told from ${Numbers.count(set.own_examples)} own images` : "";
  return `${Numbers.count(set.examples)} images${set.networks ? networks : ""}${own}.`;
}

/* The Deep Ensemble Equivalent; what the reference cannot tell stands as a bound. */
export function equivalent({ words, low, high, largest }) {
  const bound = (value) => (value === null || value > largest ? `> ${largest}` : value < 1 ? "< 1" : Numbers.fixed(value, 1));
  return `Worth ${words} retrainings by calibrated NLL (Deep Ensemble Equivalent; 95 % interval ${bound(low)} to ${bound(high)}; the reference has ${largest}).`;
}

/* The lines below the table: about the set that it shows, and about no other. */
export function notes(set, { against, parity, missing }) {
  const own = [size(set), ...retraining(set.retraining)];
  if (set.kind === "corrupted") return own;
  if (set.kind === "foreign") return [...own, ...missing];
  return [...own, against?.equivalent && equivalent(against.equivalent), parity?.sentence, ...missing].filter(Boolean);
}

/* How far the long part is, in words. */
export function state({ phase, sets, missing, total_sets: total }) {
  if (phase === "queued") return "foreign and spoilt images follow, after the map";
  if (phase === "running")
    return `${sets.length + missing.length} of ${total ?? "?"} sets of images evaluated`;
  return "";
}

/* [{label, sets: [[name, words], ...]}] in the order of the evaluation. */
export function groups(sets, catalog) {
  const foreign = new Map([...catalog.datasets, ...catalog.companions].map((one) => [one.name, one.title]));
  const spoilt = new Map(catalog.corruptions.map((one) => [one.name, one]));
  const words = ({ name, kind }) => {
    if (kind === "test") return "test images";
    if (kind === "foreign") return foreign.get(name) ?? name;
    const [corruption, strength] = name.split("-");
    const entry = spoilt.get(corruption);
    return entry
      ? `${entry.title} ${strength} (${entry.strengths[strength - 1]} ${entry.unit.split(",")[0]})`
      : name;
  };
  return [
    ["Test", "test"],
    ["Foreign images", "foreign"],
    ["Spoilt test images", "corrupted"],
  ]
    .map(([label, wanted]) => ({
      label,
      sets: sets.filter(({ kind }) => kind === wanted).map((set) => [set.name, words(set)]),
    }))
    .filter((group) => group.sets.length);
}

const FRACTIONS = /accuracy|ece|fpr|share|coverage/;
export const unitOf = (name) => (/nll|entropy|loss/.test(name) ? "nats" : FRACTIONS.test(name) ? "fraction" : "1");

/* Every figure of every set, one a row: those that are numbers, and what lies within. */
export function every({ sets }) {
  const figures = (found, path = "") =>
    Object.entries(found ?? {}).flatMap(([key, value]) => {
      const name = path ? `${path}.${key}` : key;
      if (typeof value === "number") return [[name, unitOf(key), value]];
      return value && typeof value === "object" && !Array.isArray(value) ? figures(value, name) : [];
    });
  const of = (set, row, found) => figures(found).map((figure) => [set.name, set.kind, set.examples, row, ...figure]);
  const name = (set, row) => (row === "representative" && set.represented_by ? `${row}: ${set.represented_by.words}` : row);
  return [
    ["images", "kind", "examples (count)", "networks", "figure", "unit", "value"],
    ...sets.flatMap((set) => [
      ...Object.entries(set.quality ?? {}).flatMap(([row, found]) => of(set, name(set, row), found)),
      ...Object.entries(set.detection ?? {}).flatMap(([row, scores]) =>
        (scores ?? []).flatMap(({ score, ...found }) => of(set, name(set, row), { [score]: found })),
      ),
    ]),
  ];
}
