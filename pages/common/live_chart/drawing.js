// An SVG that comes as a layout image, drawn by elements of the page that are changed in place: as an image each new one
// is a document of its own, and the browser keeps hundreds of megabytes of them before it frees any.

const SVG_URI = "data:image/svg+xml;charset=utf-8,";
const isDrawing = (source) => String(source).startsWith(SVG_URI);

// Of a drawing that differs little from the one before only the tags came that did.
function completeDrawings(layout, before) {
  for (const [i, image] of (layout.images ?? []).entries()) {
    if (!image.source?.tags) continue;
    const tags = Object.assign(before.images[i].source.split("<"), image.source.tags);
    image.source = tags.join("<");
  }
}

class Drawing {
  // Under the chart, whose own background is clear. The styles and names in a drawing are its own.
  constructor(cell) {
    this.holder = document.createElement("div");
    this.root = this.holder.attachShadow({ mode: "open" });
    cell.prepend(this.holder);
    this.tags = [];
  }

  // Stands in for the image, which stays where it is and is not seen.
  place(image) {
    image.style.visibility = "hidden";
    const [left, top, width, height] = ["x", "y", "width", "height"].map((name) => image.getAttribute(name));
    this.area = `position: absolute; left: ${left}px; top: ${top}px; width: ${width}px; height: ${height}px; overflow: hidden`;
    this.svg?.setAttribute("style", this.area);
  }

  show(source) {
    const text = source.slice(SVG_URI.length).replaceAll("%23", "#");
    const tags = text.split("<").slice(1);
    const changed = tags.flatMap((tag, i) => (tag === this.tags[i] ? [] : [i]));
    if (tags.length !== this.tags.length || !changed.every((i) => this.retouch(i, tags[i]))) this.build(text, tags);
    this.tags = tags;
  }

  build(text, tags) {
    this.svg = document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
    const elements = [this.svg, ...this.svg.querySelectorAll("*")].values();
    this.elements = tags.map((tag) => (tag.startsWith("/") ? null : elements.next().value));
    this.svg.setAttribute("preserveAspectRatio", "none");
    this.svg.setAttribute("style", this.area);
    const ownFonts = document.createElement("style");
    ownFonts.textContent = ":host { all: initial; }";
    this.root.replaceChildren(ownFonts, this.svg);
  }

  // Whether the element becomes what the tag says by other values of its attributes and another text in it.
  retouch(index, tag) {
    const element = this.elements[index];
    const [head, words] = tag.split(">");
    const wanted = [...head.matchAll(/ ([\w:-]+)='([^']*)'/g)];
    const names = element?.getAttributeNames() ?? [];
    const isSame = wanted.length === names.length && wanted.every(([, name], i) => name === names[i]);
    if (!isSame || element.localName !== head.match(/^\w*/)[0] || element.children.length || tag.includes("&")) return false;
    for (const [, name, value] of wanted) if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    if (words !== this.tags[index].split(">")[1]) element.textContent = words;
    return true;
  }
}
