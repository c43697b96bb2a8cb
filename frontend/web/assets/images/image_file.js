/* Files that people open: refused in words, or put on a canvas. */

import { count } from "../base/numbers.js";

const MOST_BYTES = 32 * 2 ** 20;
const MOST_PIXELS = 2 ** 26; // 8192 x 8192: more would keep the browser busy for seconds
const HEAD = 1024; // bytes that tell what a file is
const PNG = [0x89, 0x50, 0x4e, 0x47];
const GROUNDS = ["#fff", "#000"]; // under what is transparent; the second where nothing is seen
const SAME = 2; // of 255: less is no difference

/* Why these first bytes of a file are not opened, or null. */
export function refusal(name, size, head) {
  if (size > MOST_BYTES) return `${name} has ${count(Math.round(size / 2 ** 20))} MiB; at most ${MOST_BYTES / 2 ** 20} are opened. Save it smaller.`;
  if (/<svg[\s>]/i.test(new TextDecoder().decode(head))) return `${name} is an SVG drawing, which is not opened here; save it as a PNG.`;
  const [width, height] = sizeOf(head) ?? [0, 0];
  if (width * height <= MOST_PIXELS) return null;
  return `${name} has ${count(width)} × ${count(height)} pixels; at most ${count(MOST_PIXELS)} are opened. Save it smaller.`;
}

/* Width and height of a PNG, before it is unpacked. */
function sizeOf(head) {
  if (head.length < 24 || PNG.some((byte, place) => head[place] !== byte)) return null;
  const view = new DataView(head.buffer, head.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}

export async function refused(file) {
  return refusal(file.name, file.size, new Uint8Array(await file.slice(0, HEAD).arrayBuffer()));
}

/* Onto the whole canvas: all of the image on its own ground, or its middle square. Whether
   anything is seen. */
export function put(ink, image, whole) {
  return GROUNDS.some((ground) => {
    const { width, height } = ink.canvas;
    ink.fillStyle = ground;
    ink.fillRect(0, 0, width, height);
    if (whole) drawing(ink, image);
    else middle(ink, image);
    return !plain(ink.getImageData(0, 0, width, height).data);
  });
}

/* Light on black, as one draws on the pad and as the networks see it. */
function drawing(ink, image) {
  contained(ink, image);
  const { width, height } = ink.canvas;
  const corners = [0, width - 1].flatMap((x) => [0, height - 1].map((y) => ink.getImageData(x, y, 1, 1).data));
  if (!onPaper(corners)) return;
  Object.assign(ink, { globalCompositeOperation: "difference", fillStyle: "#fff" });
  ink.fillRect(0, 0, width, height);
  ink.globalCompositeOperation = "source-over";
}

/* Whether most corners (red, green, blue, ..) are bright. */
export const onPaper = (corners) => corners.filter(([red, green, blue]) => red + green + blue > 3 * 127).length > 2;

function contained(ink, image) {
  const { width, height } = ink.canvas;
  const scale = Math.min(width / image.width, height / image.height);
  const [across, down] = [image.width * scale, image.height * scale];
  ink.drawImage(image, 0, 0, 1, 1, 0, 0, width, height); // its corner is its ground
  ink.drawImage(image, (width - across) / 2, (height - down) / 2, across, down);
}

function middle(ink, image) {
  const side = Math.min(image.width, image.height);
  const corner = [(image.width - side) / 2, (image.height - side) / 2];
  ink.drawImage(image, ...corner, side, side, 0, 0, ink.canvas.width, ink.canvas.height);
}

/* Whether all pixels (red, green, blue, opacity after each other) are alike. */
export const plain = (bytes) => bytes.every((byte, place) => Math.abs(byte - bytes[place % 4]) <= SAME);
