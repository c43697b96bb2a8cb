/* The card "A and B" as a table to keep. */
(function (paysage) {
  "use strict";

  const HEAD = ["test image", "label", "A says", "probability (A)", "B says", "probability (B)"];

  /* Of every image in the gallery, whether the two agree or not. */
  function rows({ answer, context }) {
    if (!answer || answer.probabilities.length < 2)
      throw new Error("Two networks are needed; pin one as A and another as B, then save.");
    const { classes } = context.state.get();
    const says = (probabilities) => {
      const best = paysage.words.argmax(probabilities);
      return [classes[best], probabilities[best]];
    };
    const [a, b] = answer.probabilities;
    const line = ({ index, target }, row) => [index, classes[target], ...says(a[row]), ...says(b[row])];
    return [HEAD, ...answer.examples.map(line)];
  }

  const of = (view) => ({ name: "A and B", title: () => "What A and B say", rows: () => rows(view) });

  paysage.compare_figure = { of, rows };
})((globalThis.paysage ??= {}));
