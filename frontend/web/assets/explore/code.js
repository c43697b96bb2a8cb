/* A view as code that rebuilds it: curl, Python, a notebook. Pure functions of
   {origin, link, run, name, landscape, metric, trail, place, index, classes}. */
(function (paysage) {
  "use strict";

  const ASK = 'curl --fail --header "Authorization: Bearer $PAYSAGE_TOKEN"';
  const literal = (value) => JSON.stringify(value);
  const short = (value) => Number(value.toFixed(4));
  /* Inside single quotes of a shell. */
  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

  const request = ({ place, index }) => ({ point: place.point, examples: [index], images: false });

  function curl(view) {
    const api = `${view.origin}/api/v1`;
    return [
      "# The map: its values on the grid, where the networks lie, loss along the trail.",
      `${ASK} \\`,
      `  ${api}/landscapes/${view.landscape}`,
      "",
      "# What this network says about the chosen image, and its loss on all of them.",
      `${ASK} \\`,
      '  --header "Content-Type: application/json" \\',
      `  --data ${quoted(JSON.stringify(request(view)))} \\`,
      `  ${api}/runs/${view.run}/predictions`,
      "",
    ].join("\n");
  }

  const setup = (view) => `import math
import os

import plotly.graph_objects as go

from backend.contracts.predictions import Point, PredictionRequest
from frontend.client import ApiClient

client = ApiClient(${literal(view.origin)}, os.environ["PAYSAGE_TOKEN"])`;

  /* The page draws the logarithm of a loss; other measures as they are. */
  function map({ landscape, metric, trail }) {
    const logarithm = metric === "loss";
    const value = logarithm ? "None if value is None else math.log10(value)" : "value";
    return `landscape = client.landscape(${literal(landscape)})
grid = landscape.geometry
rows = [[${value} for value in row] for row in landscape.values[${literal(metric)}]]
figure = go.Figure(
    go.Contour(
        x=grid.x,
        y=grid.y,
        z=rows,
        colorscale=${literal(paysage.code.COLOURS)},
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

  function answer(view) {
    const point = Object.entries(view.place.point).map(([key, value]) => `${key}=${literal(value)}`);
    return `request = PredictionRequest(
    point=Point(${point.join(", ")}),
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

  function python(view) {
    const head = words(view).map((line) => `# ${line}`);
    const parts = [setup(view), map(view), here(view), answer(view), 'figure.write_html("view.html")'];
    return `${head.join("\n")}\n${parts.join("\n\n")}\n`;
  }

  function notebook(view) {
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
        code("place", `${here(view)}\nfigure`),
        code("answer", answer(view)),
      ],
      metadata: {
        kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
        language_info: { name: "python" },
      },
      nbformat: 4,
      nbformat_minor: 5,
    };
  }

  const COLOURS = ["#FCFAF1", "#E9EFD9", "#BFD8C0", "#7FB3A8", "#3F7C86", "#22495C", "#172A3C"];

  paysage.code = { COLOURS, curl, notebook, python };
})((globalThis.paysage ??= {}));
