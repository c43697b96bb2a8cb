/* One batch for the codec of views: [{view} | {text}, ..] on standard input, what it makes of each out. */
"use strict";

const { view_url: codec } = require("./load.js")();

const answer = ({ view, text }) => {
  const said = view === undefined ? text : codec.format(view);
  const { view: read, ignored } = codec.parse(said);
  return { text: said, view: read, ignored, again: codec.format(read) };
};

const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", () => {
  const batch = JSON.parse(Buffer.concat(chunks));
  process.stdout.write(JSON.stringify(batch.map(answer)));
});
