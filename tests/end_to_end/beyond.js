/* What stands out of its card or of the page, and buttons and figures that are cut. */
() => {
  const clips = (node) => getComputedStyle(node).overflowX !== "visible";
  const clipped = (node, end) => {
    for (let up = node.parentElement; up && up !== end; up = up.parentElement) if (clips(up)) return true;
    return false;
  };
  const found = [];
  for (const node of document.querySelectorAll("main *, header *")) {
    const box = node.getBoundingClientRect();
    if (!box.width || !box.height || node.closest("svg, [hidden]") || !node.checkVisibility()) continue;
    const card = node.closest(".card");
    const own = card && card !== node ? card : document.documentElement;
    const { left, right } = own === card ? own.getBoundingClientRect() : { left: 0, right: own.clientWidth };
    const out = box.right > right + 1 || box.left < left - 1;
    if (out && !clipped(node, own)) found.push(`${node.tagName} ${node.id} ${node.className}: ${node.textContent.slice(0, 40)}`);
  }
  for (const node of document.querySelectorAll("button, a.button, [col-id=accuracy] *, [col-id=nll] *"))
    if (node.checkVisibility() && node.scrollWidth > node.clientWidth + 1 && clips(node))
      found.push(`cut: ${node.textContent.slice(0, 40)}`);
  return found;
}
