/* Light, dark, or as the system has it; kept in a cookie (for the first HTML) and where Mantine looks. */

const KEY = "mantine-color-scheme-value";
const ORDER = ["auto", "light", "dark"];
const WORDS = { auto: "as the system", light: "light", dark: "dark" };
const dark = globalThis.matchMedia?.("(prefers-color-scheme: dark)");

export const next = (chosen) => ORDER[(ORDER.indexOf(chosen) + 1) % ORDER.length];

function chosen() {
  const kept = localStorage.getItem(KEY);
  return ORDER.includes(kept) ? kept : "auto";
}

function apply(value) {
  const scheme = value === "auto" ? (dark.matches ? "dark" : "light") : value;
  document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
  const button = document.getElementById("theme-toggle");
  if (button) button.title = `Theme: ${WORDS[value]}. Press for ${WORDS[next(value)]}.`;
  button?.setAttribute("aria-label", button.title);
}

function choose(value) {
  localStorage.setItem(KEY, value);
  const age = value === "auto" ? 0 : 31536000;
  document.cookie = `paysage-theme=${value}; path=/; max-age=${age}; samesite=lax`;
  apply(value);
}

export function begin() {
  apply(chosen());
  dark.addEventListener("change", () => apply(chosen()));
  document.addEventListener(
    "click",
    (event) => event.target.closest?.("#theme-toggle") && choose(next(chosen())),
  );
}

export const restore = () => apply(chosen());
if (globalThis.document) begin();
