/* Making elements: text is always a text node, so that no name is ever read as HTML. */

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [attributes] those that begin with "on" are listeners; null and false are left out
 * @param {...unknown} children nodes, texts, lists of them, or nothing
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export const html = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...unknown} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export const svg = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);
/** @param {string} id */
export const byId = (id) => /** @type {import("../../page").Part | null} */ (document.getElementById(id));

export function text(id, words) {
  const node = typeof id === "string" ? byId(id) : id;
  if (node && node.textContent !== words) node.textContent = words;
}

/* A drawing that fills its box: `draw(width, height)` returns the SVG's children. */
export function drawing(box, draw, attributes = {}) {
  const canvas = svg("svg", attributes);
  box.replaceChildren(canvas);
  const redraw = () => {
    const { clientWidth: width, clientHeight: height } = box;
    if (!width || !height) return;
    fill(canvas, { width, height, viewBox: `0 0 ${width} ${height}` }, []);
    canvas.replaceChildren(...draw(width, height).flat().filter(Boolean));
  };
  const observer = new ResizeObserver(redraw);
  observer.observe(box);
  return { canvas, redraw, close: () => observer.disconnect() };
}

/* Which of a `choice` is pressed; buttons report their value to `chosen`. */
export function choice(id, chosen) {
  const buttons = [...byId(id).querySelectorAll("button")];
  const press = (value) =>
    buttons.forEach((button) =>
      button.setAttribute("aria-pressed", String(button.dataset.value === value)),
    );
  buttons.forEach(
    (button) => (button.onclick = () => (press(button.dataset.value), chosen(button.dataset.value))),
  );
  return press;
}
