// A slider above the charts that moves with the frames, and moves them while it is dragged.

class Slider {
  constructor(parent, slid) {
    this.row = document.createElement("label");
    this.row.className = "live-chart-slider";
    this.words = this.row.appendChild(document.createElement("output"));
    this.input = this.row.appendChild(document.createElement("input"));
    Object.assign(this.input, { type: "range", min: 0, step: 1 });
    this.pressed = false;
    this.input.addEventListener("pointerdown", () => { this.pressed = true; });
    for (const name of ["pointerup", "pointercancel", "change"]) this.input.addEventListener(name, () => { this.pressed = false; });
    this.input.addEventListener("input", () => {
      this.say();
      slid(Number(this.input.value));
    });
    parent.prepend(this.row);
  }

  fit({ label, last }) {
    if (this.label === label && this.last === last) return;
    [this.label, this.last] = [label, last];
    this.input.max = last;
    this.input.setAttribute("aria-label", label);
    this.words.style.minWidth = `${label.length + String(last).length + 1}ch`;
    this.say();
  }

  // A hand on the slider knows better than a frame from before.
  set(value) {
    if (this.pressed || Number(this.input.value) === value) return;
    this.input.value = value;
    this.say();
  }

  say() {
    this.words.textContent = `${this.label} ${this.input.value}`;
  }
}
