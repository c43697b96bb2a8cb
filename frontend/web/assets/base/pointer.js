/* Press, drag and release on one element, with mouse, pen or finger. */

/* `report(event, dragging)`: at the press dragging is false, then true while the pointer moves. */
export function drag(element, report) {
  let held = null;
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    held = event.pointerId;
    element.setPointerCapture(held);
    element.classList.add("dragging");
    report(event, false);
  });
  element.addEventListener("pointermove", (event) => event.pointerId === held && report(event, true));
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
    element.addEventListener(end, () => ((held = null), element.classList.remove("dragging")));
  }
}
