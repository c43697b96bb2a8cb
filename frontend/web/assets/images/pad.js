/* A pad to draw on, white on black as the networks see digits, or to drop an image file on. */

import { byId, html } from "../base/dom.js";
import * as Pointer from "../base/pointer.js";
import * as Notices from "../base/notices.js";
import { put, refused } from "./image_file.js";

const PEN = 22; // pixels of the pad, which has 280
const STEP = 10;
const MOVES = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/* `changed()` hears of every stroke and of every file; `url()` is the PNG, null while blank.
   Of a file `whole` is shown, or its middle square. */
export function create(changed, whole) {
  const canvas = byId("pad");
  const ink = canvas.getContext("2d", { willReadFrequently: true });
  const pad = { canvas, ink, blank: true, changed, whole, pen: null };
  clear(pad);
  const drop = () => (pad.pen = null);
  Pointer.drag(canvas, (event, dragging) => stroke(pad, event, dragging));
  canvas.onpointerup = drop;
  canvas.onkeydown = (event) => key(pad, event);
  byId("pad-clear").onclick = () => (clear(pad), changed());
  byId("pad-open").onclick = () => choose(pad);
  const card = byId("disturb");
  card.ondragover = (event) => event.preventDefault();
  card.ondrop = (event) => (event.preventDefault(), open(pad, event.dataTransfer.files[0]));
  return { url: () => (pad.blank ? null : canvas.toDataURL("image/png")) };
}

function clear(pad) {
  const { canvas, ink } = pad;
  ink.fillStyle = "#000";
  ink.fillRect(0, 0, canvas.width, canvas.height);
  Object.assign(pad, { blank: true, pen: null, down: true });
}

function line(pad, x, y) {
  const { ink } = pad;
  const [fromX, fromY] = pad.pen ?? [x, y];
  Object.assign(ink, { strokeStyle: "#fff", lineWidth: PEN, lineCap: "round", lineJoin: "round" });
  ink.beginPath();
  ink.moveTo(fromX, fromY);
  ink.lineTo(x + 0.01, y);
  ink.stroke();
  Object.assign(pad, { blank: false, pen: [x, y] });
}

function stroke(pad, event, dragging) {
  const { canvas } = pad;
  const box = canvas.getBoundingClientRect();
  if (!dragging) pad.pen = null;
  const events = event.getCoalescedEvents?.() ?? [];
  for (const { clientX, clientY } of events.length ? events : [event])
    line(
      pad,
      ((clientX - box.left) / box.width) * canvas.width,
      ((clientY - box.top) / box.height) * canvas.height,
    );
  pad.changed();
}

/* Arrows move the pen from the middle of the upper half; space lifts and lowers it. */
function key(pad, event) {
  const { canvas } = pad;
  if (event.key === " ") pad.down = !pad.down;
  const move = MOVES[event.key];
  if (!move && event.key !== " ") return;
  event.preventDefault();
  if (!move) return;
  const [x, y] = pad.pen ?? [canvas.width / 2, canvas.height / 4];
  const next = [x, y].map((value, axis) => Math.min(canvas.width - PEN, Math.max(PEN, value + STEP * move[axis])));
  if (!pad.down) return void (pad.pen = next);
  pad.pen = [x, y];
  line(pad, ...next);
  pad.changed();
}

function choose(pad) {
  const input = html("input", { type: "file", accept: "image/png,image/jpeg,image/webp,image/gif,image/bmp" });
  input.onchange = () => open(pad, input.files[0]);
  input.click();
}

async function open(pad, file) {
  if (!file) return;
  pad.canvas.setAttribute("aria-busy", "true");
  const said = await shown(pad, file);
  pad.canvas.removeAttribute("aria-busy");
  if (said) Notices.show(said);
  else pad.changed();
}

/* Puts the file on the pad; says why not, where it cannot. */
async function shown(pad, file) {
  try {
    const said = await refused(file);
    if (said) return said;
    const image = await createImageBitmap(file);
    clear(pad);
    if (!put(pad.ink, image, pad.whole)) return clear(pad), pad.changed(), `${file.name} shows nothing: all of it has one colour.`;
    pad.blank = false;
    return null;
  } catch {
    return `${file.name} is no image that this browser can open; take a PNG or a JPEG.`;
  }
}
