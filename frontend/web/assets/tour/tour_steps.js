/* The six steps of the tour: what each shows, and two plain sentences about it. */

const WAY = [
  "The elevation profile",
  "This is the loss along the way through the landscape. Drag on it, or press the arrow keys, and you move.",
];
const COEFFICIENTS = [
  "The mixture",
  "Every network inside the simplex is a mixture of its corners, and these are its parts. Move a bar, or click in the triangle.",
];

/* [{show, title, words}]: `show` are selectors, the later ones for screens too small for the first. */
export const of = (family) =>
  [
    [
      ["#map .map-sheet"],
      "The landscape",
      "Every point of this map is a network, and it is light where the loss on the test images is low. Click anywhere or drag the orange dot: that is the network you look at.",
    ],
    [["#way"], ...(family === "simplex" ? COEFFICIENTS : WAY)],
    [
      [".you"],
      "Where you are",
      "Loss and accuracy of this one network on all test images, each with its standard uncertainty. Pin it to compare it with another.",
    ],
    [
      [".chosen", ".chosen-body"],
      "One image",
      "This is what the network here (orange), all networks together (blue) and independent retrainings (grey) say about it. Below it, how the answer changes along the way.",
    ],
    [
      [".gallery-card", "#order"],
      "Test images",
      "Order them by what you want to know: the most uncertain ones, or those that are wrong. Click one, and the map shows where in weight space it is right.",
    ],
    [
      ["#evaluation", "#evaluation .card-head"],
      "What it is worth",
      "Here they stand beside one network and beside retrainings, on test, foreign and spoilt images. The arrow in a card's corner saves its figures, and Copy link keeps this view.",
    ],
  ].map(([show, title, words]) => ({ show, title, words }));
