/* One ramp whose lightness only falls: light is good, dark is bad. */
(function (paysage) {
  "use strict";

  const STOPS = [
    [0, [0xfc, 0xfa, 0xf1]],
    [0.18, [0xe9, 0xef, 0xd9]],
    [0.38, [0xbf, 0xd8, 0xc0]],
    [0.58, [0x7f, 0xb3, 0xa8]],
    [0.78, [0x3f, 0x7c, 0x86]],
    [0.92, [0x22, 0x49, 0x5c]],
    [1, [0x17, 0x2a, 0x3c]],
  ];
  const HIGHEST_LOSS = 10;
  const LOWEST_ERROR = 1e-4;

  /* Red, green and blue (0 to 255) at a position from 0 (good) to 1 (bad). */
  function colour(position) {
    const at = Math.min(1, Math.max(0, position));
    const next = Math.max(
      1,
      STOPS.findIndex(([stop]) => stop >= at),
    );
    const [[left, from], [right, to]] = [STOPS[next - 1], STOPS[next]];
    const part = (at - left) / (right - left);
    return from.map((value, index) => value + part * (to[index] - value));
  }

  function gradient(direction) {
    const stops = STOPS.map(([stop, rgb]) => `rgb(${rgb.join(" ")}) ${100 * stop}%`);
    return `linear-gradient(${direction}, ${stops.join(", ")})`;
  }

  /* What is drawn is a height: log loss, or log error where accuracy is shown. */
  const METRICS = {
    loss: {
      height: (value) => Math.log(Math.max(value, 1e-6)),
      best: (values) => Math.min(...values),
      worst: () => HIGHEST_LOSS,
    },
    accuracy: {
      height: (value) => Math.log(Math.max(1 - value, LOWEST_ERROR)),
      best: (values) => Math.max(...values),
      worst: () => 0,
    },
  };

  /* Functions of one grid: value -> height, height -> position on the ramp. */
  function scaleOf(metric, rows) {
    const known = rows.flat().filter((value) => value !== null);
    const { height, best, worst } = METRICS[metric];
    const lowest = known.length ? best(known) : metric === "loss" ? 0.1 : 0.98;
    const bottom = height(lowest);
    const top = Math.max(height(worst()), bottom + 0.1);
    const position = (level) => (level - bottom) / (top - bottom);
    return { metric, best: lowest, height, position };
  }

  paysage.ramp = { HIGHEST_LOSS, colour, gradient, scaleOf };
})((globalThis.paysage ??= {}));
