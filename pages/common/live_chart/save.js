// The corner of a chart where its picture can be taken: as PNG, sharp enough for a slide, or as SVG.

const SHARPNESS = 3; // pixels of a PNG for each of the screen: a chart fills a slide
const FORMATS = ["PNG", "SVG"];
const ARROW = "M5 20h14v-2H5v2zM12 2v10.2l3.6-3.6L17 10l-5 5-5-5 1.4-1.4 3.6 3.6V2h0z";

// Shown where the chart beside it is pointed at, or one of its buttons has the keyboard.
function saveCorner(name, save) {
  const corner = document.createElement("div");
  corner.className = "live-chart-save";
  corner.dataset.save = name;
  corner.style.gridArea = name;
  corner.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${ARROW}"/></svg>`;
  for (const format of FORMATS) {
    const button = corner.appendChild(document.createElement("button"));
    button.type = "button";
    button.textContent = format;
    button.title = `Save the picture as ${format}`;
    button.setAttribute("aria-label", `${format}: save the picture of ${name}`);
    button.addEventListener("click", () => save(format));
  }
  return corner;
}

// The chart as it is now, zoom and all, on the colour of the page, which the chart itself leaves open.
async function saveChart(gd, background, format, file) {
  const { width, height } = gd._fullLayout;
  const figure = { data: structuredClone(gd.data), layout: structuredClone(gd.layout) };
  Object.assign(figure.layout, { width, height, paper_bgcolor: background });
  const drawing = await Plotly.toImage(figure, { format: "svg", width, height, imageDataOnly: true });
  const svg = new Blob([await withFonts(drawing)], { type: "image/svg+xml" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(format === "SVG" ? svg : await painted(svg, width, height));
  link.download = `${file.replace(/[^\p{L}\p{N}]+/gu, "_")}.${format.toLowerCase()}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// A picture knows no font of the page: the ones it names go along, so that its words are as wide as on the page.
async function withFonts(drawing) {
  let rules = "";
  for (const { style, parentStyleSheet } of [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])) {
    const [name, address] = [style?.fontFamily?.replaceAll(/["']/g, ""), style?.src?.match(/url\("?([^")]+)/)?.[1]];
    if (!name || !address || style.fontStyle === "italic" || !drawing.includes(name)) continue;
    const font = await fetch(new URL(address, parentStyleSheet.href ?? document.baseURI));
    rules += `@font-face{font-family:'${name}';font-weight:${style.fontWeight};src:url(${await asAddress(await font.blob())})}`;
  }
  return drawing.replace(/<svg[^>]*>/, (opening) => `${opening}<style>${rules}</style>`);
}

function asAddress(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

async function painted(svg, width, height) {
  const image = new Image();
  image.src = URL.createObjectURL(svg);
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * SHARPNESS, height * SHARPNESS];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
