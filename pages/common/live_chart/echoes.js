// A tap leaves a dot where it was, until a frame that answers it is drawn: a server may be busy, or far away.

class Echoes {
  constructor(cell) {
    this.cell = cell;
    this.look = null; // the dot's color, its size in pixels, and the color of its edge; null leaves none
    this.dots = [];
  }

  // At a place in pixels of the cell, for the event of this number.
  leave([x, y], number) {
    if (!this.look) return;
    const dot = document.createElement("span");
    const { color, size, edge } = this.look;
    dot.className = "live-chart-echo";
    Object.assign(dot.style, { left: `${x}px`, top: `${y}px`, width: `${size}px`, height: `${size}px`, background: color, borderColor: edge });
    this.cell.append(dot);
    this.dots.push({ dot, number });
  }

  // All events up to this one are answered, and what is drawn shows it.
  answered(number = Infinity) {
    for (const each of this.dots) if (each.number <= number) each.dot.remove();
    this.dots = this.dots.filter((each) => each.number > number);
  }
}
