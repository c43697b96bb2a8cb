/* A field for a number: text, so that what was typed stays; what cannot be read is refused beside it. */

import { html } from "./dom.js";
import * as Numbers from "./numbers.js";

const SAME = 1e-6;
let count = 0; // of refusals, for their ids

/* `limits` are {low, high, whole, step}. `value()` is the number, or null while the text is refused;
   `changed(value)` hears of every keystroke, `taken(value)` of a number that a person has finished. */
/**
 * @param {string} label
 * @param {string} first
 * @param {{low?: number, high?: number, whole?: boolean, step?: number}} limits
 * @param {{changed?: (value: number | null) => unknown, taken?: (value: number) => unknown}} [heard]
 */
export function create(label, first, limits, { changed = () => undefined, taken = () => undefined } = {}) {
  const refusal = html("span", { class: "refusal", role: "alert", id: `refusal-${++count}` });
  const input = html("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    class: "number",
    "aria-label": label,
    "aria-describedby": refusal.id,
    title: label,
    "data-step": limits.step,
    "data-low": limits.low,
    "data-high": limits.high,
  });
  const element = html("span", { class: "number-field" }, input, refusal);
  const value = () => Numbers.readWithin(input.value, limits).value ?? null;
  let kept = first; // what Esc brings back
  const look = () => {
    const found = Numbers.readWithin(input.value, limits);
    refusal.textContent = found.refusal ?? "";
    input.setAttribute("aria-invalid", String(Boolean(found.refusal)));
    changed(found.value ?? null);
  };
  const write = (text) => ((input.value = kept = text), look());
  input.addEventListener("input", look);
  input.addEventListener("change", () => value() !== null && ((kept = input.value), taken(value())));
  const reset = () => write(kept);
  input.addEventListener("keydown", ({ key }) => key === "Escape" && reset());
  input.value = first;
  return { element, input, value, reset, show: (number, text) => shown(number, text, { input, value, write }) };
}

/* What was typed stays where it says the same, and while one types. */
function shown(number, text, { input, value, write }) {
  const same = value() !== null && Math.abs(value() - number) < SAME;
  if (!same && document.activeElement !== input) write(text);
}

/* An arrow key adds a step, in every field that has one. */
function arrow(event) {
  const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  const input = event.target.closest?.("input[data-step]");
  const { value } = direction && input ? Numbers.read(input.value) : {};
  if (value === undefined) return;
  event.preventDefault();
  const { step, low, high } = input.dataset;
  write(input, stepped(value, direction * Number(step), low, high));
}

/* As many decimals as the step has; pure. */
export function stepped(value, step, low, high) {
  const to = Numbers.clean(value + step, 12);
  const bound = (text, otherwise) => (text ? Number(text) : otherwise);
  return Math.min(bound(high, Infinity), Math.max(bound(low, -Infinity), to));
}

/* As a hand would: whoever listens hears of it. */
function write(input, value) {
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
  set.call(input, String(value));
  for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
}

if (globalThis.document) document.addEventListener("keydown", arrow);
