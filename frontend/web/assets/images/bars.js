/* One bar a class: the subspace's mean and standard uncertainty, this network, the retrainings. */

import { byId, drawing, svg } from "../base/dom.js";
import * as Numbers from "../base/numbers.js";
import * as ClassNames from "./class_names.js";

const EDGE = { left: 30, right: 6, top: 10 };

function axes(classes, width, height) {
  const band = (width - EDGE.left - EDGE.right) / classes.length;
  const bottom = height - ClassNames.below(classes, band);
  return {
    band,
    bottom,
    right: width - EDGE.right,
    x: (index) => EDGE.left + band * (index + 0.5),
    y: (probability) => bottom - Math.min(1, Math.max(0, probability)) * (bottom - EDGE.top),
  };
}

/* Where not all names fit: the label's first, then those that the networks name. */
const byWeight = (mean, label) =>
  mean.map((value, index) => [index === label ? 2 : value, index]).sort((a, b) => b[0] - a[0]).map(([, index]) => index);

function grid(scales, { classes, target: label, subspace: { mean } }) {
  const { y, right } = scales;
  return [
    ...[0, 0.5, 1].map((level) =>
      svg("line", { x1: EDGE.left - 4, x2: right, y1: y(level), y2: y(level), class: "grid" }),
    ),
    ...[0, 0.5, 1].map((level) =>
      svg("text", { x: EDGE.left - 9, y: y(level) + 4, class: "tick end" }, String(level)),
    ),
    ...ClassNames.ticks(classes, scales, { order: byWeight(mean, label), label }),
  ];
}

function whisker(x, low, high, { y }, name, cap = 3) {
  return svg("path", {
    d: `M${x} ${y(low)}V${y(high)}M${x - cap} ${y(low)}h${2 * cap}M${x - cap} ${y(high)}h${2 * cap}`,
    class: name,
  });
}

function subspace({ mean, spread }, scales, classes) {
  const half = Math.min(10, scales.band * 0.3);
  return mean.flatMap((value, index) => {
    const x = scales.x(index);
    const height = Math.max(0, scales.bottom - scales.y(value));
    return [
      svg(
        "rect",
        { x: x - half, y: scales.y(value), width: 2 * half, height, class: "bar" },
        svg("title", {}, `${classes[index]}: ${Numbers.share(value, 1)}`),
      ),
      spread && spread[index] > 0.002
        ? whisker(x, value - spread[index], value + spread[index], scales, "whisker")
        : null,
    ];
  });
}

function retrainings({ mean, spread }, scales) {
  return mean.flatMap((value, index) => {
    const x = scales.x(index) + Math.min(13, scales.band * 0.36);
    return [
      spread && spread[index] > 0.002
        ? whisker(x, value - spread[index], value + spread[index], scales, "retrainings-line", 0)
        : null,
      svg("circle", { cx: x, cy: scales.y(value), r: 3, class: "retrainings-dot" }),
    ];
  });
}

function here(probabilities, scales) {
  return probabilities.map((value, index) =>
    svg("circle", { cx: scales.x(index), cy: scales.y(value), r: 5, class: "here-mark" }),
  );
}

export function create() {
  const view = { image: null };
  const figure = drawing(
    byId("bars"),
    (width, height) => (view.image ? draw(view.image, width, height) : []),
    { role: "img" },
  );
  return {
    close: figure.close,
    show: (image) => {
      view.image = image;
      figure.canvas.setAttribute("aria-label", described(image));
      figure.redraw();
    },
  };
}

function draw(image, width, height) {
  const scales = axes(image.classes, width, height);
  return [
    ...grid(scales, image),
    ...subspace(image.subspace, scales, image.classes),
    ...(image.reference ? retrainings(image.reference, scales) : []),
    ...(image.here ? here(image.here, scales) : []),
  ];
}

function described(image) {
  if (!image) return "";
  const parts = image.subspace.mean
    .map((value, index) => [value, index])
    .filter(([value]) => value >= 0.01)
    .sort((a, b) => b[0] - a[0])
    .map(([value, index]) => `${image.classes[index]} ${Numbers.share(value, 0)}`);
  return `Class probabilities, mean of the networks: ${parts.join(", ")}`;
}
