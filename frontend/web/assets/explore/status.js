/* The map's card where there is no map: nothing yet, in the queue, failed, cancelled. */

import { byId, html } from "../base/dom.js";

function panel(title, ...children) {
  byId("status").replaceChildren(html("div", { class: "status-text" }, html("h2", {}, title), ...children));
}

const link = (href, words, name = "button") => html("a", { href, class: name }, words);
const button = (words, onclick, cancels) =>
  html("button", { type: "button", class: "button", "data-cancels": cancels, onclick }, words);
const paragraph = (...words) => html("p", {}, ...words);

export function empty() {
  panel(
    "Nothing has been trained yet",
    paragraph(
      "Train two networks and the curve between them; their landscape then appears here by itself.",
    ),
    link("/launch", "Train the first network"),
  );
}

export function place(run) {
  return run.queue_position
    ? `This run is number ${run.queue_position} in the queue.`
    : "This run starts as soon as a worker is free.";
}

/* Waiting for a worker, or for other runs to finish. */
export function queued(run, needs, cancel) {
  const waits = needs.map((other) =>
    link(`/explore/${other.id}`, `${other.name} (${other.phase})`, "link"),
  );
  panel(
    "Waiting to be trained",
    paragraph(waits.length ? "It starts by itself when this is done: " : place(run), ...waits),
    run.obstacle ? html("p", { class: "failure" }, run.obstacle) : null,
    button("Cancel", cancel, "The run leaves the queue; it can be trained again later."),
  );
}

export function failed(run, retry) {
  const failure = run.failure ?? { kind: "internal", sentence: "The run ended without a reason." };
  panel(
    "The training failed",
    html("p", { class: "failure", title: `kind: ${failure.kind}` }, failure.sentence),
    failure.log_tail
      ? html("pre", { class: "log", tabindex: 0, "aria-label": "End of the log" }, failure.log_tail)
      : null,
    html("h3", {}, "Recipe"),
    html("pre", { class: "log", tabindex: 0, "aria-label": "Recipe" }, JSON.stringify(run.recipe, null, 2)),
    button("Train again", retry),
  );
}

export function cancelled(run, retry) {
  panel(
    "The training was cancelled",
    paragraph("Training again goes on from its last checkpoint, where there is one."),
    button("Train again", retry),
  );
}

/* The networks are there, the map is not: it failed, was cancelled or was never asked for. */
export function mapless(landscape, draw) {
  const stopped = landscape?.phase === "cancelled" && "The map was stopped before its first point was computed.";
  const sentence = landscape?.failure?.sentence ?? (stopped || "This run has no map yet.");
  panel("No map", paragraph(sentence), button("Compute the map", draw));
}

/* Written by another catalog: shown as it was written. */
export function unknown(run) {
  panel(
    "This run cannot be explored here",
    paragraph(`It was written with what is not known here: ${run.unknown.join("; ")}.`),
    paragraph("Install the package that brings this, or start the version of Paysage that wrote it. Nothing of the run is lost."),
    html("h3", {}, "Recipe"),
    html("pre", { class: "log", tabindex: 0, "aria-label": "Recipe" }, JSON.stringify(run.recipe, null, 2)),
    link("/runs", "See all runs"),
  );
}

export function problem(sentence) {
  panel("This run cannot be shown", paragraph(sentence), link("/runs", "See all runs"));
}

export function show(state) {
  byId("explore").dataset.state = state;
  byId("status").hidden = ["ready", "growing", "loading"].includes(state);
}
