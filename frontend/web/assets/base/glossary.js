/* The words of the field that a person meets here, each explained once. Pure.
 key: [names, meaning]. The first name is the one that the page uses and the glossary lists; the
 others are other spellings of it. Whoever writes a sentence need not know of this table:
 terms.js marks the names in it. */

/** @type {Record<string, [spellings: string[], meaning: string]>} */
export const TERMS = {
  curve: [["curve"], "A line through weight space that bends, all of whose points are networks; its ends are two networks, and t runs from 0 to 1 between them."],
  simplex: [["simplex", "simplexes"], "All mixtures of a few networks: a triangle for three, a tetrahedron for four. The coefficients of a mixture sum to one."],
  cloud: [["cloud", "clouds"], "A normal distribution of weights around a mean; each draw from it is a network. Places in it are given in standard deviations, σ."],
  retrainings: [["retrainings", "Deep Ensemble"], "Networks trained independently by the same procedure, each from another seed. Averaged they are a Deep Ensemble (Lakshminarayanan 2017): the trusted and costly way to see how far predictions depend on chance."],
  control_point: [["control point", "control points"], "A point of weight space that pulls a curve towards itself and gives it its bend. It shapes the curve and does not lie on it."],
  connector: [["connector", "connectors"], "A point of weight space that was trained to join networks: all mixtures of it and them are good networks."],
  vertex: [["vertex", "vertices"], "A corner: one of the networks that span a curve, a simplex or a cloud."],
  coefficients: [["coefficients", "coefficient"], "How much of each corner a network is made of; they sum to one. A negative one lies outside the simplex and is extrapolated."],
  weight_distance: [["weight distance", "units of weight distance"], "Straight-line distance between two networks: the root of the sum of the squared differences of all their weights."],
  plane: [["plane"], "The flat cut through weight space that the map shows. What lies beside it is drawn hollow, at the place where it meets the plane."],
  exact: [["exact"], "Every point of the grid, for example 33 × 33, is a network that was evaluated on all images of the split; only between the points is the map interpolated."],
  loss: [["loss"], "Mean cross-entropy of the test images in nats: the negative log-likelihood of their true classes. 0 is certain and right; guessing has the logarithm of the number of classes."],
  nats: [["nats", "nat"], "Unit of loss and entropy: bits, with the natural logarithm in place of the binary one. 1 nat is 1.44 bits."],
  barrier: [["barrier"], "How far the loss on the way between two networks rises above what its ends let one expect. Without one, both lie in the same valley (Frankle 2020)."],
  standard_error: [["standard error", "standard errors", "standard uncertainty"], "What stands behind ±: the standard deviation that a figure would have if it were measured again, on other test images or with other networks."],
  spread: [["spread", "mutual information"], "How far the networks disagree about an image: mutual information between answer and choice of network, in nats. 0 where all say the same."],
  entropy: [["entropy"], "How undecided an answer is, in nats: 0 where one class has it all, the logarithm of the number of classes where all are alike."],
  nll: [["NLL", "negative log-likelihood"], "Negative log-likelihood: mean of −ln of the probability that the true class was given, in nats. Lower is better; it counts being right and being rightly sure."],
  calibrated_nll: [["calibrated NLL"], "NLL after temperature scaling, cross-validated within the same images (Ashukha 2020): compares what networks know, not how sharp they are."],
  temperature: [["temperature scaling", "temperature"], "Dividing log-probabilities by one number for all images, so that confidence fits. It changes how sure the answers are and never which class leads."],
  brier: [["Brier"], "Squared distance of the probabilities from the truth, summed over classes: 0 to 2, lower is better."],
  ece: [["ECE", "calibration error", "expected calibration error"], "Expected calibration error: how far confidence and the share that is right lie apart, in 15 bins of confidence of equal width."],
  ece_mass: [["ECE, equal mass"], "The calibration error in 15 bins that hold equally many images."],
  ece_chance: [["ECE by chance", "by chance"], "The calibration error that perfectly calibrated probabilities would show on so few images, with its standard deviation. Only what exceeds it is evidence."],
  under_confident: [["under-confident"], "More often right than the confidence says: probabilities are too flat. Beyond what chance explains."],
  over_confident: [["over-confident"], "Less often right than the confidence says: probabilities are too sharp. Beyond what chance explains."],
  reliability: [["reliability"], "Whether confidence comes true. Of the images that a network is 80 % sure of, 80 % should be right: then the marks lie on the diagonal."],
  aurc: [["AURC"], "Area under the risk-coverage curve: mean share of wrong answers when the least confident images are withheld, over all shares withheld. Lower is better."],
  auroc: [["AUROC"], "Chance that a foreign image looks more foreign than an own one; 0.5 is guessing, 1 is perfect."],
  aupr: [["AUPR"], "Average precision of calling images foreign; it depends on how many of them there are."],
  fpr95: [["FPR95"], "Share of foreign images that are accepted where 95 % of the own ones are; lower is better."],
  fpr95_own: [["FPR95, own"], "Share of own images that are flagged where 95 % of the foreign ones are; lower is better."],
  foreign: [["foreign images"], "Images that are none of the networks' own: from another data set, of classes they have never seen."],
  spoilt: [["spoilt images", "spoilt test images"], "Test images that were blurred, turned, covered or made noisy, to see how the networks take it."],
  equivalent_trainings: [["equivalent trainings", "trainings"], "Cost: images passed forward and backward, divided by those of one plain training of the same procedure. Networks that were joined are counted in."],
  worth: [["Deep Ensemble Equivalent", "worth"], "How many retrainings, averaged, have the same calibrated NLL (Ashukha 2020). Beyond the retrainings that are there only a bound is said."],
  flip_risk: [["flip risk"], "Chance that one further retraining gives an image another label. It is foretold from two or more retrainings."],
  pooled: [["pooled"], "The spread of retrainings is taken from all images with a similar answer, so that two retrainings suffice. Right for the images it was pooled over, not for others."],
  moderated: [["moderated"], "Between pooled and from each image alone: the image's own spread, drawn towards that of similar images. Wider where an image is unlike them."],
  alone: [["from each image alone"], "The usual interval: from the few retrainings' answers to that one image, by Student's t. Honest and wide."],
  interval: [["95 % interval"], "Where the probability of one further retraining would lie, 95 times in 100."],
  caught_up: [["caught up"], "No worse than a plain training by more than twice the standard uncertainty of the difference, in NLL and in accuracy."],
  disagreement: [["disagreement"], "Share of the images that two networks give different labels."],
  stress: [["stress"], "How badly a flat picture renders the distances (Kruskal): 0 is exact, above 0.2 read distances with care."],
  jensen_shannon: [["Jensen–Shannon divergence"], "How differently two networks answer, from 0 to ln 2 nats. Its root is a distance."],
  accuracy: [["accuracy"], "Share of the images whose most probable class is the true one."],
  ensemble: [["ensemble"], "Several networks whose probabilities are averaged: the average is their answer."],
  map_of_solutions: [["map of solutions"], "Networks as points, near each other where they answer alike: classical multidimensional scaling of the distances between their answers."],
  order: [["order of the images"], "Uncertain: the networks disagree most (mutual information). Change: the answer changes from network to network. Hardest: the true class gets the smallest probability. Wrong: the mean of the networks is wrong. By seed: one further retraining would most likely change the label (flip risk). Random: drawn with a fixed seed."],
  recall: [["recall"], "Share of the images of one class that are given that class."],
};

/** @type {Map<string, string>} */
const keyOf = new Map();
for (const [key, [spellings]] of Object.entries(TERMS)) for (const name of spellings) keyOf.set(name.toLowerCase(), key);
const longest = [...keyOf.keys()].sort((a, b) => b.length - a.length);
const ANY = new RegExp(`(?<![\\w-])(?:${longest.join("|")})(?![\\w-])`, "gi");

/* A text cut at its terms: [words, or [words, key]]; each term once, and none of those `before`. */
export function cut(text, before = new Set()) {
  const seen = new Set(before);
  const parts = [];
  let start = 0;
  for (const { 0: words, index } of text.matchAll(ANY)) {
    const key = keyOf.get(words.toLowerCase());
    if (seen.has(key)) continue;
    seen.add(key);
    if (index > start) parts.push(text.slice(start, index));
    parts.push([words, key]);
    start = index + words.length;
  }
  if (start < text.length) parts.push(text.slice(start));
  return parts;
}

export const nameOf = (key) => TERMS[key][0][0];
export const meaning = (key) => TERMS[key][1];
