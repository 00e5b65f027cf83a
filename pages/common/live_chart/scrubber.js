// A slider that lies on a chart's x axis, from 0 to how far the chart's lines reach: it moves with what is shown, and
// moves it while it is dragged. Where the message gives stops, it rests at these alone, also by the keys.

const [THUMB, HEIGHT, BELOW] = [14, 20, 5]; // pixels; the track lies a little below the axis

class Scrubber {
  constructor(grid, slid) {
    this.row = grid.appendChild(document.createElement("label"));
    this.row.className = "live-chart-scrubber";
    this.row.hidden = true;
    this.input = this.row.appendChild(document.createElement("input"));
    Object.assign(this.input, { type: "range", min: 0, step: "any" });
    this.slid = slid;
    this.pressed = false;
    this.stops = null;
    this.input.addEventListener("pointerdown", () => { this.pressed = true; });
    for (const name of ["pointerup", "pointercancel"]) this.input.addEventListener(name, () => { this.pressed = false; });
    this.input.addEventListener("input", () => this.go(this.nearest(Number(this.input.value))));
    this.input.addEventListener("change", () => this.letGo());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("keyup", (event) => event.key in TURNS && this.letGo());
  }

  fit({ label, last, stops = null, help = "", along }) {
    this.stops = stops;
    this.row.hidden = !(last > 0);
    const described = JSON.stringify([label, last, help, along]);
    if (this.described === described) return;
    Object.assign(this, { described, label });
    this.input.max = last;
    this.input.setAttribute("aria-label", label);
    this.row.title = help;
    const { cell, left, right, bottom, end } = along;
    Object.assign(this.row.style, {
      gridArea: cell,
      marginLeft: `${left - THUMB / 2}px`,
      marginBottom: `${bottom - HEIGHT / 2 - BELOW}px`,
      width: `calc((100% - ${left + right}px) * ${Math.min(last / end, 1)} + ${THUMB}px)`,
    });
    this.say();
  }

  // A hand on the slider knows better than a frame from before.
  set(value) {
    if (this.pressed || value === undefined || Number(this.input.value) === value) return;
    this.input.value = value;
    this.say();
  }

  nearest(value) {
    return this.stops ? this.stops.reduce((best, stop) => (Math.abs(stop - value) < Math.abs(best - value) ? stop : best)) : value;
  }

  go(value) {
    this.input.value = value;
    this.say();
    this.slid({ kind: "slide", figure: null, value });
  }

  letGo() {
    this.pressed = false;
    this.slid({ kind: "slide", figure: null, value: Number(this.input.value), released: true });
  }

  key(event) {
    if (!(event.key in TURNS) || event.ctrlKey || event.metaKey || event.altKey) {
      passOn(event);
      return;
    }
    event.stopPropagation(); // the page has a use of its own for an arrow
    if (!this.stops) return;
    event.preventDefault();
    const at = this.stops.indexOf(this.nearest(Number(this.input.value)));
    this.go(this.stops[Math.min(Math.max(at + TURNS[event.key], 0), this.stops.length - 1)]);
  }

  say() {
    const share = Number(this.input.value) / (Number(this.input.max) || 1);
    this.input.style.setProperty("--share", `calc(${share} * (100% - ${THUMB}px) + ${THUMB / 2}px)`);
    this.input.setAttribute("aria-valuetext", `${this.label} ${Math.floor(Number(this.input.value))}`);
  }
}
