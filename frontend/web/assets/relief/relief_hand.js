/* The hand on the 3-D view: a drag turns it, the wheel or two fingers bring it nearer, a click goes there.
 The camera is moved here: Plotly's own hand spins on where pictures come slowly, and knows no limits. */

import * as Pace from "../base/pace.js";
import * as ReliefCamera from "./relief_camera.js";

const WANDER = 5; // pixels that a click may move
const WHEEL = 700; // pixels of a wheel that bring one e times as near
const LINE = 16; // pixels

/* `clicked(at)` hears of a press that did not move, in parts of width and height; `seen(camera)` from
   where one looks. Returns what ends it. */
export function listen(plot, { clicked, seen }) {
  const view = { plot, fingers: new Map(), press: null, look: looker(plot, seen) };
  plot.addEventListener("pointerdown", (event) => down(view, event), true);
  plot.addEventListener("wheel", (event) => wheel(view, event));
  const heard = {
    pointermove: (event) => move(view, event),
    pointerup: (event) => up(view, event) && clicked(partsOf(plot, event)),
    pointercancel: (event) => up(view, event),
  };
  for (const [kind, hear] of Object.entries(heard)) window.addEventListener(kind, hear, true);
  return () => Object.entries(heard).forEach(([kind, hear]) => window.removeEventListener(kind, hear, true));
}

function partsOf(plot, { clientX, clientY }) {
  const { left, top, width, height } = plot.getBoundingClientRect();
  return [(clientX - left) / width, (clientY - top) / height];
}

/* Changes of the camera, of which a picture draws as many as have come together. */
function looker(plot, seen) {
  let camera = null;
  const draw = Pace.eachFrame(() => {
    if (plot.layout && camera) window.Plotly.relayout(plot, { "scene.camera": camera });
    seen(camera);
    camera = null;
  });
  return (change) => {
    camera = change(camera ?? plot.layout.scene.camera);
    draw();
  };
}

/* A second finger, or another button, makes it no click. */
function down(view, { button, pointerId, clientX: x, clientY: y }) {
  if (button === 0) view.fingers.set(pointerId, { x, y });
  view.press = button === 0 && view.fingers.size === 1 ? { x, y } : null;
}

function move(view, { pointerId, clientX: x, clientY: y }) {
  const { fingers, press } = view;
  if (press && Math.hypot(x - press.x, y - press.y) > WANDER) view.press = null;
  const before = fingers.get(pointerId);
  if (!before || view.press) return;
  const [width, apart] = [view.plot.clientHeight, spread(fingers)];
  fingers.set(pointerId, { x, y });
  if (fingers.size === 1) view.look((camera) => ReliefCamera.turned(camera, (x - before.x) / width, (y - before.y) / width));
  else if (apart) view.look((camera) => ReliefCamera.nearer(camera, spread(fingers) / apart));
}

function spread(fingers) {
  const [a, b] = fingers.values();
  return b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
}

function wheel({ look }, event) {
  event.preventDefault();
  const turned = event.deltaY * (event.deltaMode ? LINE : 1);
  look((camera) => ReliefCamera.nearer(camera, Math.exp(-turned / WHEEL)));
}

/* Whether it was a click. */
function up(view, { pointerId }) {
  const click = view.fingers.delete(pointerId) && view.press !== null;
  view.press = null;
  return click;
}
