/* The page /glossary: every term with its other spellings and its meaning, in alphabetical order. */

import * as Dash from "../base/dash.js";
import { byId, html } from "../base/dom.js";
import { TERMS } from "../base/glossary.js";

function entry([key, [[name, ...others], meaning]]) {
  const also = others.length ? html("span", { class: "muted" }, `, also: ${others.join(", ")}`) : null;
  return [html("dt", { id: key }, name, also), html("dd", {}, meaning)];
}

function show_glossary() {
  const inOrder = Object.entries(TERMS).sort(([, [[a]]], [, [[b]]]) => a.localeCompare(b, "en"));
  byId("glossary").replaceChildren(...inOrder.flatMap(entry));
  const { hash } = window.location;
  if (hash) window.location.replace(hash); // it names what has come just now
  return Dash.unchanged();
}

Dash.offer("paysage", { show_glossary });
