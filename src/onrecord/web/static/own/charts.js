// Charts of the tables on the page, with Vega-Lite. `ast` has vega-embed use Vega's interpreter, which runs no generated
// code, so that the page's policy can forbid it; the libraries are loaded only where there is a chart to draw.

const libraries = document.getElementById("charts").dataset.vega.split(" ");

function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

function rowsOf(name) { // a table's body as objects keyed by column: text, and the numbers of number columns
  const table = document.querySelector(`table[data-table="${name}"]`);
  const heads = [...table.tHead.rows[0].cells];
  return [...table.tBodies[0].rows].map((row) => Object.fromEntries(heads.map((head, at) => {
    const text = row.cells[at].textContent.trim();
    return [head.textContent.trim(), head.classList.contains("number") ? Number(text.replace(/[^\d.-]/g, "")) : text];
  })));
}

const quoted = (field) => field.replace(/[.[\]\\]/g, "\\$&");

const SHAPES = {
  months: () => ({
    mark: { type: "bar", cornerRadiusEnd: 1 },
    encoding: {
      x: { field: "Month", type: "temporal", timeUnit: "yearmonth", title: null },
      y: { field: "Statements", type: "quantitative", title: null, axis: { tickMinStep: 1 } },
    },
  }),
  timeline: (chart, rows) => ({
    mark: { type: "point", filled: true, size: 55, opacity: 0.75, color: getComputedStyle(document.documentElement).getPropertyValue("--accent").trim() },
    height: { step: 18 },
    transform: [{ filter: "datum.Day" }],
    encoding: {
      x: { field: "Day", type: "temporal", title: null },
      y: { field: "Wording", type: "ordinal", title: "wording", sort: null, axis: { labelOverlap: true } },
    },
  }),
  bars: (chart, rows) => {
    const [name, value] = Object.keys(rows[0] ?? {});
    return {
      mark: { type: "bar", cornerRadiusEnd: 1 },
      height: { step: 20 },
      encoding: {
        y: { field: quoted(name ?? ""), type: "nominal", sort: null, title: null, axis: { labelLimit: 220 } },
        x: { field: quoted(value ?? ""), type: "quantitative", title: value ?? null, axis: { tickCount: 6 } },
      },
    };
  },
};

async function draw() {
  const charts = [...document.querySelectorAll("[data-chart]")];
  if (!charts.length) return;
  for (const address of libraries) await load(address);
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  for (const chart of charts) {
    const rows = rowsOf(chart.dataset.table ?? chart.dataset.chart);
    const shape = SHAPES[chart.dataset.chart](chart, rows);
    const axis = { labelColor: colour("--soft"), titleColor: colour("--soft"), gridColor: colour("--rule"),
      domainColor: colour("--rule"), tickColor: colour("--rule"), labelFont: "system-ui, sans-serif" };
    const spec = { $schema: "https://vega.github.io/schema/vega-lite/v6.json", width: "container", height: 130, autosize: { type: "fit-x", contains: "padding" },
      background: "transparent", data: { values: rows }, ...shape,
      config: { view: { stroke: null }, axis, bar: { color: colour("--accent") } } };
    const options = { ast: true, actions: false, renderer: "svg", defaultStyle: false,
      tooltip: false, logLevel: 1 };
    await window.vegaEmbed(chart, spec, options);
  }
}

draw();
