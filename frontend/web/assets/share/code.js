/* A view as code that rebuilds it: curl, Python, a notebook. Pure functions of {origin, link, run, name,
 landscape, of, metric, trail, place, pins, ensemble, index, classes}; `of` names the class or the image
 that the map is about, `ensemble` is the question about the basket; both may be null. */

import * as Numbers from "../base/numbers.js";

const ASK = 'curl --fail --header "Authorization: Bearer $PAYSAGE_TOKEN"';
const literal = (value) => JSON.stringify(value);
const short = (value) => Numbers.rounded(value, 4);
/* Inside single quotes of a shell. */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

const request = ({ place, index }) => ({ point: place.point, examples: [index], images: false });

export function curl(view) {
  const api = `${view.origin}/api/v1`;
  return [
    "# The map: its values on the grid, where the networks lie, loss along the trail.",
    `${ASK} \\`,
    `  ${api}/landscapes/${view.landscape}`,
    "",
    ...(view.of ? [`# The map of this ${Object.keys(view.of)[0]} alone.`, `${ASK} \\`, `  "${api}/landscapes/${view.landscape}/examples?${new URLSearchParams(view.of)}"`, ""] : []),
    "# What this network says about the chosen image, and its loss on all of them.",
    `${ASK} \\`,
    '  --header "Content-Type: application/json" \\',
    `  --data ${quoted(JSON.stringify(request(view)))} \\`,
    `  ${api}/runs/${view.run}/predictions`,
    "",
    ...pinned(view).flatMap(([name, place]) => asked(`The same of ${name}.`, `${api}/runs/${view.run}/predictions`, request({ ...view, place }))),
    ...(view.ensemble ? asked("What the networks in the basket are worth together.", `${api}/runs/${view.run}/ensembles`, view.ensemble) : []),
  ].join("\n");
}

const pinned = ({ pins }) => ["a", "b"].filter((name) => pins[name]).map((name) => [name.toUpperCase(), pins[name]]);

const asked = (words, address, body) => [
  `# ${words}`,
  `${ASK} \\`,
  '  --header "Content-Type: application/json" \\',
  `  --data ${quoted(JSON.stringify(body))} \\`,
  `  ${address}`,
  "",
];

const setup = (view) => `import math
import os

import plotly.graph_objects as go

${view.ensemble ? "from backend.contracts.ensembles import EnsembleRequest\n" : ""}from backend.contracts.predictions import Point, PredictionRequest${view.ensemble?.sample ? ", Sample" : ""}
from frontend.client import ApiClient

client = ApiClient(${literal(view.origin)}, os.environ["PAYSAGE_TOKEN"])`;

/* The page draws the logarithm of a loss; other measures as they are. */
function map({ landscape, of, metric, trail }) {
  const named = of && Object.entries(of).map(([key, value]) => `${key === "class" ? "of_class" : key}=${value}`);
  const values = of ? `client.image_map(${literal(landscape)}, ${named}).${metric}` : `landscape.values[${literal(metric)}]`;
  const logarithm = metric === "loss";
  const value = logarithm ? "None if value is None else math.log10(value)" : "value";
  return `landscape = client.landscape(${literal(landscape)})
grid = landscape.geometry
rows = [[${value} for value in row] for row in ${values}]
figure = go.Figure(
    go.Contour(
        x=grid.x,
        y=grid.y,
        z=rows,
        colorscale=${literal(COLOURS)},
        reversescale=${logarithm ? "False" : "True"},
        colorbar_title=${literal(logarithm ? "log10 of the loss, nats" : metric)},
    )
)
figure.update_xaxes(title="weight distance")
figure.update_yaxes(title="weight distance", scaleanchor="x")
${trail ? along : ""}names = grid.vertex_names
figure.add_scatter(
    x=[x for x, _ in grid.vertices],
    y=[y for _, y in grid.vertices],
    mode="markers",
    text=names,
    name="networks",
)`;
}

const along = `trail = landscape.profile.trail
figure.add_scatter(x=trail.x, y=trail.y, mode="lines", name="along the family")
`;

const here = ({ place }) => `figure.add_scatter(
    x=[${short(place.x)}],
    y=[${short(place.y)}],
    mode="markers",
    marker={"size": 14, "color": "#D55E00"},
    name="this network",
)`;

const pointOf = ({ point }) => `Point(${Object.entries(point).map(([key, value]) => `${key}=${literal(value)}`).join(", ")})`;

/* A and B: their places on the map, and their figures. */
function both(view) {
  const places = pinned(view);
  if (!places.length) return [];
  const marks = places.map(([name, place]) => `    ${literal(name)}: (${pointOf(place)}, ${short(place.x)}, ${short(place.y)}),`);
  return [`for name, (point, x, y) in {
${marks.join("\n")}
}.items():
    figure.add_scatter(x=[x], y=[y], mode="markers+text", text=[name], name=name)
    pinned = client.predict(
        ${literal(view.run)}, PredictionRequest(point=point, examples=[${view.index}], images=False)
    )
    print(f"{name}: loss {pinned.split_loss:.4f} ± {pinned.split_loss_standard_error:.4f} nats")
    print(f"{name}: accuracy {100 * pinned.split_accuracy:.2f} %")`];
}

function together({ run, ensemble }) {
  if (!ensemble) return [];
  const { points = [], sample, foreign } = ensemble;
  const parts = [
    points.length && `    points=[\n${points.map((point) => `        ${pointOf({ point })},`).join("\n")}\n    ],`,
    sample && `    sample=Sample(count=${sample.count}, concentration=${sample.concentration}),`,
    foreign && `    foreign=${literal(foreign)},`,
  ];
  return [`request = EnsembleRequest(
${parts.filter(Boolean).join("\n")}
)
ensemble = client.ensemble(${literal(run)}, request).ensemble
print(f"{ensemble.networks} networks together: NLL {ensemble.quality.nll:.4f} nats")
print(f"accuracy {100 * ensemble.quality.accuracy:.2f} %")`];
}

function answer(view) {
  return `request = PredictionRequest(
    point=${pointOf(view.place)},
    examples=[${view.index}],
    images=False,
)
prediction = client.predict(${literal(view.run)}, request)
print(f"loss {prediction.split_loss:.4f} ± {prediction.split_loss_standard_error:.4f} nats")
print(f"accuracy {100 * prediction.split_accuracy:.2f} %")
classes = ${literal(view.classes)}
for name, probability in zip(classes, prediction.predictive[0], strict=True):
    print(f"test image ${view.index}: {name} {100 * probability:.1f} %")`;
}

/* Words of a comment or of a notebook's text: what it is and where it came from. */
const words = ({ name, link }) => [name.replace(/\s+/g, " "), link];

export function python(view) {
  const head = words(view).map((line) => `# ${line}`);
  const parts = [setup(view), map(view), here(view), answer(view), ...both(view), ...together(view), 'figure.write_html("view.html")'];
  return `${head.join("\n")}\n${parts.join("\n\n")}\n`;
}

export function notebook(view) {
  const cell = (kind, id, source, more) => ({
    cell_type: kind,
    id,
    metadata: {},
    source: source.split(/(?<=\n)/),
    ...more,
  });
  const code = (id, source) => cell("code", id, source, { execution_count: null, outputs: [] });
  const [name, link] = words(view);
  return {
    cells: [
      cell("markdown", "view", `# ${name}\n\n[Open the view](${link})`),
      code("connect", setup(view)),
      code("map", map(view)),
      code("place", [here(view), ...both(view), "figure"].join("\n")),
      code("answer", answer(view)),
      ...together(view).map((source) => code("together", source)),
    ],
    metadata: {
      kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
      language_info: { name: "python" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

export const COLOURS = ["#FCFAF1", "#E9EFD9", "#BFD8C0", "#7FB3A8", "#3F7C86", "#22495C", "#172A3C"];
