// The layout images of a chart, renewed without Plotly, which takes far longer.

class Images {
  constructor(cell, gd) {
    this.cell = cell;
    this.gd = gd;
    this.drawings = new Map(); // by the place of their image in the layout
  }

  element(index) {
    return [...this.gd.querySelectorAll(".imagelayer image")].find((image) => image.__data__?._index === index);
  }

  // Puts the drawings where Plotly has put the images for which they stand.
  arrange() {
    const images = this.gd._fullLayout.images ?? [];
    for (const [index, drawing] of this.drawings) {
      if (isDrawing(images[index]?.source)) continue;
      drawing.holder.remove();
      this.drawings.delete(index);
    }
    for (const [index, { source }] of images.entries()) {
      const element = isDrawing(source) && this.element(index);
      if (!element) continue;
      if (!this.drawings.has(index)) this.drawings.set(index, new Drawing(this.cell));
      this.drawings.get(index).place(element);
      this.drawings.get(index).show(source);
    }
  }

  // A layout image gets its new picture in the element that shows it, and Plotly's books are kept in step, so that
  // zooming and exporting use the new one. False where the element is not to be found.
  swap(index, source) {
    const books = [this.gd.layout.images?.[index], this.gd._fullLayout.images?.[index]];
    const [element, drawing] = [this.element(index), this.drawings.get(index)];
    if (!element || books.includes(undefined) || !String(source).startsWith("data:")) return false;
    if (isDrawing(source) !== Boolean(drawing)) return false;
    if (drawing) drawing.show(source);
    else element.setAttributeNS("http://www.w3.org/1999/xlink", "xlink:href", source);
    element._imgSrc = source; // what Plotly compares before it sets the address itself
    for (const item of [...books, element.__data__]) item.source = source;
    return true;
  }
}
