/* One batch for the codec of views: [{view} | {text}, ..] on standard input, what it makes of each out. */

import * as Codec from "#page/base/view_url.js";

const answer = ({ view, text }) => {
  const said = view === undefined ? text : Codec.format(view);
  const { view: read, ignored } = Codec.parse(said);
  return { text: said, view: read, ignored, again: Codec.format(read) };
};

const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", () => {
  const batch = JSON.parse(Buffer.concat(chunks));
  process.stdout.write(JSON.stringify(batch.map(answer)));
});
