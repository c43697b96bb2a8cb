/* Amounts of work and of storage, as a person reads them. */
(function (paysage) {
  "use strict";

  const UNKNOWN = "–";

  function known(value) {
    return typeof value === "number" && Number.isFinite(value);
  }

  /* A thin space between thousands: what is shown in the form can be typed into it. */
  const grouped = (value, decimals) => value.toLocaleString("en", { maximumFractionDigits: decimals }).replaceAll(",", "\u202f");

  function count(value) {
    if (!known(value)) return UNKNOWN;
    if (value >= 1e6) return `${grouped(value / 1e6, 2)} million`;
    return grouped(value, 0);
  }

  function size(bytes) {
    if (!known(bytes)) return UNKNOWN;
    const units = ["bytes", "kB", "MB", "GB", "TB"];
    const step = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
    const value = bytes / 1000 ** step;
    return `${step === 0 ? value : value.toPrecision(3)} ${units[step]}`;
  }

  function trainings(value) {
    return known(value) ? grouped(value, 2) : UNKNOWN;
  }

  paysage.amounts = { UNKNOWN, count, size, trainings };
})((globalThis.paysage ??= {}));
