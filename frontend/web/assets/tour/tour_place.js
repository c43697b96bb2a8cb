/* Where a bubble stands beside what it explains. Pure functions of boxes {left, top, width, height}. */

export const GAP = 14;
const MARGIN = 10;

const between = (value, low, high) => Math.max(low, Math.min(value, high));

/* The first side where the bubble covers nothing of the target: {left, top, side}, or null. */
export function beside(target, bubble, view) {
  const right = target.left + target.width;
  const bottom = target.top + target.height;
  const sides = {
    right: { left: right + GAP, top: target.top + target.height / 2 - bubble.height / 2 },
    left: { left: target.left - GAP - bubble.width, top: target.top + target.height / 2 - bubble.height / 2 },
    below: { left: target.left + target.width / 2 - bubble.width / 2, top: bottom + GAP },
    above: { left: target.left + target.width / 2 - bubble.width / 2, top: target.top - GAP - bubble.height },
  };
  for (const [side, { left, top }] of Object.entries(sides)) {
    const upright = side === "right" || side === "left";
    const placed = {
      side,
      left: upright ? left : between(left, MARGIN, view.width - bubble.width - MARGIN),
      top: upright ? between(top, MARGIN, view.height - bubble.height - MARGIN) : top,
    };
    if (inside(placed, bubble, view)) return placed;
  }
  return null;
}

const inside = ({ left, top }, { width, height }, view) =>
  left >= 0 && top >= 0 && left + width <= view.width && top + height <= view.height;
