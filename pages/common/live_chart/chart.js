// One Plotly chart in one cell: built once, changed from then on.

const SETTLE = { hover: 50, unhover: 120 }; // milliseconds: crossing the gap between two points is not leaving them
const TWICE = 600; // milliseconds within which a second click at the same place is the first one's echo, for a finger
const TAP = 12; // pixels
const clone = (value) => structuredClone(value);
const plain = (value) => (ArrayBuffer.isView(value) ? Array.from(value) : Array.isArray(value) ? value.map(plain) : value);

class Chart {
  constructor(name, cell, tell) {
    this.name = name;
    this.cell = cell;
    this.tell = tell;
    this.gd = cell.appendChild(document.createElement("div"));
    this.images = new Images(cell, this.gd);
    this.echoes = new Echoes(cell);
    this.pressed = { clientX: 0, clientY: 0 };
    cell.addEventListener("pointerdown", (event) => this.press(event), true);
    cell.addEventListener("pointerup", (event) => { this.pulled = !this.isNear(event); }, true);
    cell.addEventListener("pointercancel", () => { this.pulled = true; }, true);
    this.figure = null; // what was sent last; Plotly alters what it is given, so it only ever gets copies
    this.waiting = null; // what could not be drawn because the cell has no size now
    this.held = null; // what was not drawn because the chart rests
    this.rested = 0;
    this.rest = 0; // while frames run, a chart whose drawing took t rests for rest · t
    this.zoomed = new Set(); // axes whose range the reader chose
    this.kinds = [];
    this.hovered = "null";
    this.work = Promise.resolve();
  }

  // Plotly's calls must not overlap, whether a frame, a new size or a double click wants them.
  queue(task) {
    const done = this.work.then(task);
    this.work = done.catch(() => {});
    return done;
  }

  // A patient chart may leave out a figure that is costly to draw; its images are renewed all the same.
  show(figure, config, patient) {
    return this.queue(() => this.draw({ data: figure.data ?? [], layout: figure.layout ?? {} }, config, patient));
  }

  catchUp() {
    return this.queue(() => this.held && performance.now() >= this.rested && this.draw(this.held));
  }

  async draw(figure, config, patient) {
    const [width, height] = [this.cell.clientWidth, this.cell.clientHeight];
    if (!width || !height) {
      this.waiting = [figure, config];
      return;
    }
    this.waiting = null;
    this.ours = true;
    try {
      if (!this.figure) await this.build(figure, config);
      else if (!(await this.change(figure, patient))) return;
      this.figure = figure;
      this.held = null;
    } catch (error) {
      this.figure &&= { data: [], layout: {} }; // unknown now: the next frame is drawn whole
      throw error;
    } finally {
      this.ours = false;
    }
  }

  sized(layout) {
    const [width, height] = [this.cell.clientWidth, this.cell.clientHeight];
    // Where fingers point, one that pulls across a chart scrolls the page: Plotly would zoom, and the page stand still.
    const still = !layout.scene && matchMedia("(pointer: coarse)").matches ? { dragmode: false } : {};
    return { uirevision: "kept", ...still, ...clone(layout), autosize: false, width, height };
  }

  async build(figure, config) {
    const settings = { displaylogo: false, displayModeBar: false, doubleClick: false, responsive: false, ...config };
    await Plotly.newPlot(this.gd, clone(figure.data), this.sized(figure.layout), settings);
    this.images.arrange();
    this.gd.on("plotly_relayout", (event) => this.noteZoom(event));
    this.gd.on("plotly_doubleclick", () => this.queue(() => this.unzoom()));
    this.gd.on("plotly_click", (event) => this.kinds.includes("click") && this.click(event));
    this.gd.on("plotly_selected", (event) => event?.range && this.select(event));
    this.gd.on("plotly_hover", (event) => this.settle("hover", event));
    this.gd.on("plotly_unhover", (event) => this.settle("unhover", event));
  }

  // Whether all of the figure is shown now.
  async change(figure, patient) {
    const found = changes(this.figure, figure);
    if (found) this.swapImages(found.layout);
    if (found && !Object.keys(found.layout).length && !Object.keys(found.traces).length) return true;
    const started = performance.now();
    if (patient && started < this.rested) {
      this.held = figure;
      return false;
    }
    if (figure.layout.uirevision !== this.figure.layout.uirevision) await this.unzoom();
    if (found) await this.update(found);
    else await Plotly.react(this.gd, clone(figure.data), this.zoomedLayout(figure));
    this.images.arrange();
    this.rested = performance.now() + this.rest * (performance.now() - started);
    return true;
  }

  zoomedLayout(figure) {
    const layout = this.sized(figure.layout);
    for (const axis of this.zoomed) {
      layout[axis] = { ...layout[axis], range: clone(this.gd.layout[axis].range), autorange: false };
    }
    return layout;
  }

  async update(found) {
    const layout = {};
    for (const [path, value] of Object.entries(found.layout)) {
      const axis = path.match(/^([xy]axis\d*)\.(auto)?range/);
      if (path !== "width" && path !== "height" && !(axis && this.zoomed.has(axis[1]))) layout[path] = clone(value);
    }
    const indices = Object.keys(found.traces).map(Number);
    const paths = new Set(indices.flatMap((i) => Object.keys(found.traces[i])));
    const traces = {};
    // undefined leaves a trace as it is.
    for (const path of paths) traces[path] = indices.map((i) => clone(found.traces[i][path]));
    if (indices.length) await Plotly.update(this.gd, traces, layout, indices);
    else if (Object.keys(layout).length) await Plotly.relayout(this.gd, layout);
  }

  // Takes the images that could be swapped out of the changes.
  swapImages(changed) {
    for (const [path, value] of Object.entries(changed)) {
      const index = path.match(/^images\[(\d+)\]\.source$/)?.[1];
      if (index === undefined || !this.images.swap(Number(index), value)) continue;
      this.figure.layout.images[index].source = value;
      delete changed[path];
    }
  }

  noteZoom(event) {
    if (this.ours) return;
    for (const [path, value] of Object.entries(event)) {
      const axis = path.match(/^([xy]axis\d*)\.(range|autorange)/);
      if (!axis) continue;
      if (axis[2] === "autorange" && value) this.zoomed.delete(axis[1]);
      else this.zoomed.add(axis[1]);
    }
  }

  // Back to the ranges sent last, not to those of the first frame as Plotly would.
  async unzoom() {
    const [layout, ours] = [{}, this.ours];
    for (const axis of this.zoomed) {
      const range = this.figure.layout[axis]?.range;
      layout[range ? `${axis}.range` : `${axis}.autorange`] = range ? clone(range) : true;
    }
    this.zoomed.clear();
    this.ours = true;
    try {
      if (Object.keys(layout).length) await Plotly.relayout(this.gd, layout);
    } finally {
      this.ours = ours;
    }
  }

  // How far along its x axis the line of this name is drawn, and where the axis ends.
  reach(line) {
    const x = this.gd._fullData?.find(({ name }) => name === line)?.x;
    return x?.length ? { last: x.at(-1), end: this.gd._fullLayout.xaxis.range[1] } : undefined;
  }

  resize() {
    return this.queue(async () => {
      if (this.waiting) return this.draw(...this.waiting);
      const [width, height] = [this.cell.clientWidth, this.cell.clientHeight];
      const now = this.gd._fullLayout;
      if (!this.figure || !width || !height || (now.width === width && now.height === height)) return;
      this.ours = true;
      this.echoes.answered();
      try {
        await Plotly.relayout(this.gd, { width, height });
        this.images.arrange();
      } finally {
        this.ours = false;
      }
    });
  }

  isNear({ clientX, clientY }) {
    return Math.hypot(clientX - this.pressed.clientX, clientY - this.pressed.clientY) <= TAP;
  }

  // A tap comes twice, as a touch and as the mouse that the browser imitates. What only scrolled the page is none.
  click(event) {
    if (this.touched && this.pulled) return;
    const { clientX, clientY } = event.event ?? {};
    const now = performance.now();
    const before = this.clicked;
    this.clicked = { now, clientX, clientY };
    const near = before && !(Math.hypot(clientX - before.clientX, clientY - before.clientY) > TAP);
    if (this.touched && near && now - before.now < TWICE) return;
    this.tell(this.describe("click", event));
  }

  // A drag tells each place that the pointer comes to while it is pressed, a tap where it was pressed and let go again.
  // Both know no points; Plotly, which looks for those, loses clicks that come while it draws.
  press(event) {
    this.touched = event.pointerType === "touch";
    this.pressed = event;
    this.pulled = false;
    const { xaxis, yaxis } = this.gd._fullLayout ?? {};
    if (event.button !== 0 || !event.target.closest(".nsewdrag") || !xaxis || !yaxis) return;
    const tell = (kind, at, begins = false) => {
      if (!this.kinds.includes(kind)) return;
      const axes = [xaxis, yaxis];
      const inside = this.pixels(at).map((pixel, i) => Math.min(Math.max(pixel - axes[i]._offset, 0), axes[i]._length));
      const pointer = axes.map((axis, i) => axis.p2d(inside[i]));
      const number = this.tell({ kind, figure: this.name, x: pointer[0], y: pointer[1], pointer, begins });
      if (kind === "tap") this.echoes.leave(axes.map((axis, i) => axis._offset + inside[i]), number);
    };
    const over = new AbortController();
    const listen = (name, react) => {
      const mine = (later) => later.pointerId === event.pointerId && react(later);
      document.addEventListener(name, mine, { signal: over.signal, capture: true });
    };
    listen("pointermove", (moved) => tell("drag", moved));
    listen("pointercancel", () => over.abort());
    listen("pointerup", (up) => {
      over.abort();
      this.tapped = this.kinds.includes("tap") && this.isNear(up);
      if (this.tapped) tell("tap", up);
    });
    tell("drag", event, true);
  }

  // A box that was dragged is told and goes: what happens to the points in it is for Python to say.
  select({ range }) {
    const [[x], [y]] = ["x", "y"].map((letter) => Object.keys(range).filter((key) => key.startsWith(letter)));
    const sorted = (values) => [...values].sort((a, b) => a - b);
    // A hand that slips a little while it taps drags no box.
    if (this.kinds.includes("select") && !this.tapped) this.tell({ kind: "select", figure: this.name, x: sorted(range[x]), y: sorted(range[y]) });
    this.queue(async () => {
      this.ours = true;
      try {
        await Plotly.update(this.gd, { selectedpoints: null }, { selections: [] });
      } finally {
        this.ours = false;
      }
    });
  }

  describe(kind, event) {
    const told = { kind, figure: this.name };
    const point = event?.points?.[0];
    const pointer = this.place(event);
    if (point) {
      const { customdata, curveNumber: curve, pointNumber, x, y } = point;
      Object.assign(told, { customdata: plain(customdata) ?? null, curve, point: plain(pointNumber) ?? null, x, y });
    } else if (pointer) Object.assign(told, { x: pointer[0], y: pointer[1] });
    return { ...told, pointer };
  }

  // Where the mouse is, in the chart's own pixels, which may be shown larger.
  pixels({ clientX, clientY }) {
    const corner = this.gd.getBoundingClientRect();
    const scale = corner.width / this.gd.offsetWidth || 1;
    return [(clientX - corner.left) / scale, (clientY - corner.top) / scale];
  }

  // Where the mouse is, in data units; Plotly's own xvals are up to 50 ms old.
  place({ event, xaxes, yaxes, xvals, yvals }) {
    if (!xvals || !yvals) return null;
    if (event?.clientX === undefined || !xaxes || !yaxes) return [xvals[0], yvals[0]];
    const [x, y] = this.pixels(event);
    const value = (axis, pixel) => axis.p2d(pixel - axis._offset);
    return [value(xaxes[0], x), value(yaxes[0], y)];
  }

  settle(kind, event) {
    if (!this.kinds.includes("hover")) return;
    clearTimeout(this.settling);
    const told = kind === "hover" ? this.describe("hover", event) : null;
    const mark = told ? JSON.stringify([told.customdata, told.curve, told.point]) : "null";
    this.settling = setTimeout(() => {
      if (mark === this.hovered) return;
      this.hovered = mark;
      this.tell(told ?? { kind: "unhover", figure: this.name });
    }, SETTLE[kind]);
  }

  remove() {
    clearTimeout(this.settling);
    this.cell.remove();
    return this.queue(() => this.figure && Plotly.purge(this.gd));
  }
}
