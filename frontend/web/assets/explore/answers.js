/* Which predictions the page asks for, and what it reads out of them. Pure functions. */
(function (paysage) {
  "use strict";

  const SAMPLES = 32;
  const STEPS = 33;
  const EXAMPLES = 24;
  const ALONG = Array.from({ length: STEPS }, (_, index) => index / (STEPS - 1));

  /* The subspace's answer fixes which images the gallery holds. */
  const subspace = (selection) => ({ sample: { count: SAMPLES }, examples: EXAMPLES, selection });
  const reference = (indices) => ({ sample: { count: SAMPLES }, examples: indices, images: false });
  const here = (place, indices) => ({ point: place.point, examples: indices, images: false });
  const along = (way, indices) => ({ points: way.points, examples: indices, images: false });

  /* Networks on the way that the ribbons follow; null where a family has no more than one. */
  function wayOf(family, recipe, names) {
    if (family === "curve") return curve(names);
    const count = recipe.options.vertices ?? recipe.options.members ?? 1;
    if (family === "simplex") return rim(count);
    return count > 1 ? separate(count) : null;
  }

  function curve(names) {
    return {
      points: ALONG.map((t) => ({ t })), at: ALONG, discrete: false,
      ticks: [
        { at: 0, label: names?.[0] ?? "network 1", anchor: "start" },
        { at: 0.5, label: "along the curve", anchor: "middle" },
        { at: 1, label: names?.at(-1) ?? "network 2", anchor: "end" },
      ],
    };
  }

  /* Around a simplex, from corner to corner and back to the first. */
  function rim(count) {
    const each = Math.max(2, Math.round(STEPS / count));
    const steps = Array.from({ length: each * count + 1 }, (_, index) => index / each);
    const points = steps.map((step) => {
      const coefficients = Array(count).fill(0);
      const corner = Math.floor(step) % count;
      coefficients[corner] += 1 - (step % 1);
      coefficients[(corner + 1) % count] += step % 1;
      return { coefficients: paysage.geometry.exactly(coefficients) };
    });
    return {
      points, at: steps.map((step) => step / count), discrete: false,
      ticks: Array.from({ length: count + 1 }, (_, index) => ({
        at: index / count, label: index === 0 ? "network 1" : String((index % count) + 1), anchor: index === 0 ? "start" : "middle",
      })),
    };
  }

  function separate(count) {
    const at = Array.from({ length: count }, (_, member) => (count === 1 ? 0.5 : member / (count - 1)));
    return {
      points: at.map((_, member) => ({ member })), at, discrete: true,
      ticks: at.map((value, member) => ({ at: value, label: member === 0 ? "network 1" : String(member + 1), anchor: member === 0 ? "start" : "middle" })),
    };
  }

  /* Where one of the shown images changes class on the way. */
  function changes(prediction, at, classes) {
    const found = [];
    prediction.examples.forEach((example, index) => {
      const answers = prediction.probabilities.map((member) => paysage.words.argmax(member[index]));
      answers.slice(1).forEach((answer, step) => {
        if (answer === answers[step]) return;
        found.push({
          at: (at[step] + at[step + 1]) / 2,
          words: `test image ${example.index} changes from ${classes[answers[step]]} to ${classes[answer]}`,
        });
      });
    });
    return found;
  }

  paysage.answers = { EXAMPLES, along, changes, here, reference, subspace, wayOf };
})((globalThis.paysage ??= {}));
