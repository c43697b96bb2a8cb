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

  /* The way that the ribbons follow: points to ask for, their positions from 0 to 1, and what
     a position means. Null as long as it needs a map (`landscape` may be null) that is not there. */
  function wayOf(family, recipe, landscape) {
    const names = landscape?.geometry?.vertex_names;
    if (family === "curve") return curve(names);
    const count = recipe.options.vertices ?? recipe.options.members ?? 1;
    if (family === "simplex") return rim(count, names);
    if (count > 1) return separate(count, names);
    return landscape?.geometry ? across(landscape) : null;
  }

  function curve(names) {
    return {
      points: ALONG.map((t) => ({ t })),
      at: ALONG,
      discrete: false,
      place: (value, { profile }) => (profile?.trail ? paysage.place.onTrail(profile.trail, value) : null),
      value: (place) => (place.kind === "t" ? place.t : null),
      ticks: [
        { at: 0, label: names?.[0] ?? "network 1", anchor: "start" },
        { at: 0.5, label: "along the curve", anchor: "middle" },
        { at: 1, label: names?.at(-1) ?? "network 2", anchor: "end" },
      ],
    };
  }

  /* Around a simplex, from corner to corner and back to the first. */
  function rim(count, names) {
    const each = Math.max(2, Math.round(STEPS / count));
    const steps = Array.from({ length: each * count + 1 }, (_, index) => index / each);
    const points = steps.map((step) => {
      const coefficients = Array(count).fill(0);
      const corner = Math.floor(step) % count;
      coefficients[corner] += 1 - (step % 1);
      coefficients[(corner + 1) % count] += step % 1;
      return { coefficients: paysage.geometry.exactly(coefficients) };
    });
    const at = steps.map((step) => step / count);
    return {
      points,
      at,
      discrete: false,
      place: (value, { geometry }) => {
        const nearest = paysage.geometry.closest(at, value);
        return { ...paysage.place.inSimplex(geometry, points[nearest].coefficients), rim: at[nearest] };
      },
      value: (place) => place.rim ?? null,
      ticks: Array.from({ length: count + 1 }, (_, index) => ({
        at: index / count,
        label: index === 0 ? (names?.[0] ?? "network 1") : String((index % count) + 1),
        anchor: index === 0 ? "start" : "middle",
      })),
    };
  }

  function separate(count, names) {
    const at = Array.from({ length: count }, (_, member) => (count === 1 ? 0.5 : member / (count - 1)));
    return {
      points: at.map((_, member) => ({ member })),
      at,
      discrete: true,
      place: (value, { geometry }) => paysage.place.atMember(geometry, paysage.geometry.closest(at, value)),
      value: (place) => (place.kind === "member" ? at[place.member] : null),
      ticks: at.map((value, member) => ({
        at: value,
        label: member === 0 ? (names?.[0] ?? "network 1") : String(member + 1),
        anchor: member === 0 ? "start" : "middle",
      })),
    };
  }

  /* Through a single network, across the map. */
  function across({ id, geometry }) {
    const { x, vertices } = geometry;
    const [[x0, y0]] = vertices;
    const [from, to] = [x[0], x.at(-1)];
    const middle = (x0 - from) / (to - from);
    return {
      points: ALONG.map((value) => ({ landscape: id, x: from + value * (to - from), y: y0 })),
      at: ALONG,
      discrete: false,
      place: (value) => ({
        ...paysage.place.onPlane(id, from + value * (to - from), y0),
        along: from + value * (to - from) - x0,
      }),
      value: (place) =>
        place.member === 0 ? middle : place.along === undefined ? null : (place.x - from) / (to - from),
      ticks: [
        { at: 0, label: "left", anchor: "start" },
        { at: middle, label: "across the map, through the network", anchor: "middle" },
        { at: 1, label: "right", anchor: "end" },
      ],
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
