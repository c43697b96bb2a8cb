// Numbers in words a person reads at a glance.
(() => {
  "use strict";
  const paysage = (window.paysage = window.paysage || {});
  const UNKNOWN = "–";

  function known(value) {
    return typeof value === "number" && Number.isFinite(value);
  }

  function count(value) {
    if (!known(value)) return UNKNOWN;
    if (value >= 1e6) return `${(value / 1e6).toLocaleString("en", { maximumFractionDigits: 2 })} million`;
    return value.toLocaleString("en", { maximumFractionDigits: 0 });
  }

  function duration(seconds) {
    if (!known(seconds)) return UNKNOWN;
    if (seconds < 1) return "under 1 s";
    if (seconds < 100) return `${Math.round(seconds)} s`;
    if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
    if (seconds < 172800) return `${(seconds / 3600).toFixed(1)} h`;
    return `${(seconds / 86400).toFixed(1)} days`;
  }

  function size(bytes) {
    if (!known(bytes)) return UNKNOWN;
    const units = ["bytes", "kB", "MB", "GB", "TB"];
    const step = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
    const value = bytes / 1000 ** step;
    return `${step === 0 ? value : value.toPrecision(3)} ${units[step]}`;
  }

  function trainings(value) {
    return known(value) ? value.toLocaleString("en", { maximumFractionDigits: 2 }) : UNKNOWN;
  }

  /** A fraction with its standard error, in per cent: "97.40 % ± 0.16". */
  function percent(fraction, standardError) {
    if (!known(fraction)) return UNKNOWN;
    const beside = known(standardError) ? ` ± ${(100 * standardError).toFixed(2)}` : "";
    return `${(100 * fraction).toFixed(2)} %${beside}`;
  }

  paysage.words = { UNKNOWN, count, duration, size, trainings, percent };
})();
