/* Numbers as a person reads them: with their unit and their standard uncertainty. */
(function (paysage) {
  "use strict";

  function decimalsFor(uncertainty) {
    if (!(uncertainty > 0)) return 4;
    return Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(uncertainty))));
  }

  function count(value) {
    return Math.round(value).toLocaleString("en-US");
  }

  /* 97.40 % and its ± 0.16: both in percentage points. */
  function percent(value, uncertainty) {
    return {
      value: value == null ? "–" : `${(100 * value).toFixed(2)} %`,
      uncertainty: uncertainty == null ? "" : `± ${(100 * uncertainty).toFixed(2)}`,
    };
  }

  /* A loss in nats; the uncertainty keeps two significant digits and sets the decimals of both. */
  function loss(value, uncertainty) {
    if (value == null) return { value: "–", uncertainty: "" };
    const decimals = decimalsFor(uncertainty);
    return {
      value: value.toFixed(decimals),
      uncertainty: uncertainty == null ? "" : `± ${uncertainty.toFixed(decimals)}`,
    };
  }

  /* Three significant digits, without an exponent where one can do without. */
  function short(value) {
    if (value === 0) return "0";
    const size = Math.abs(value);
    if (size >= 1e6 || size < 1e-4) return value.toExponential(1);
    return String(Number(value.toPrecision(3)));
  }

  function duration(seconds) {
    if (seconds == null) return "unknown";
    const whole = Math.max(1, Math.round(seconds));
    const minutes = Math.floor(whole / 60);
    if (minutes === 0) return `${whole} s`;
    if (minutes < 60) return `${minutes} min ${whole % 60} s`;
    return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  }

  /* "5 trainings", "1 training", "0.5 trainings". */
  function times(value, noun) {
    return `${short(value)} ${noun}${value === 1 ? "" : "s"}`;
  }

  paysage.numbers = { count, decimalsFor, duration, loss, percent, short, times };
})((globalThis.paysage ??= {}));
