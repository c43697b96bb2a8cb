/* Contour lines of a grid, as pieces of straight line (marching squares). Pure. */

/* Where the level lies between two corners, each [x, y, height]; null where it does not. */
function crossing([ax, ay, a], [bx, by, b], level) {
  if (a < level === b < level) return null;
  const part = (level - a) / (b - a);
  return [ax + part * (bx - ax), ay + part * (by - ay)];
}

/* Through one cell: its corners in turn. Of a saddle, which has four crossings, both pieces. */
function through(corners, level) {
  const sides = corners.map((corner, index) => [corner, corners[(index + 1) % 4]]);
  const points = sides.map(([a, b]) => crossing(a, b, level)).filter((point) => point !== null);
  return points.length === 4 ? [points.slice(0, 2), points.slice(2)] : points.length === 2 ? [points] : [];
}

/* Pieces [[from, to], ...] in columns and rows; a cell with a missing corner has none. */
export function pieces(rows, level) {
  const found = [];
  for (let row = 0; row + 1 < rows.length; row++) {
    for (let column = 0; column + 1 < rows[row].length; column++) {
      const corners = [
        [column, row],
        [column + 1, row],
        [column + 1, row + 1],
        [column, row + 1],
      ].map(([c, r]) => [c, r, rows[r][c]]);
      if (corners.every(([, , height]) => height !== null)) found.push(...through(corners, level));
    }
  }
  return found;
}
