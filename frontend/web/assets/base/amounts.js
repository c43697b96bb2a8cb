/* Amounts of work and of storage, as a person reads them. */

import * as Numbers from "./numbers.js";

export const UNKNOWN = "–";

function known(value) {
  return typeof value === "number" && Number.isFinite(value);
}

export function count(value) {
  if (!known(value)) return UNKNOWN;
  if (value >= 1e6) return `${Numbers.grouped(value / 1e6, 2)} million`;
  return Numbers.grouped(value, 0);
}

export function size(bytes) {
  if (!known(bytes)) return UNKNOWN;
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const step = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${step === 0 ? value : Numbers.short(value, 3)} ${units[step]}`;
}

export function trainings(value) {
  return known(value) ? Numbers.grouped(value, 2) : UNKNOWN;
}
