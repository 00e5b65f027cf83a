// A slider over whole numbers from 0 that moves with what is shown, and moves it while it is dragged.

// How far each key that a slider uses moves it.
const TURNS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -Infinity, End: Infinity };

// A key that a slider has no use for is the page's. Streamlit hears none that is pressed in an input.
function passOn(event) {
  event.stopPropagation();
  const { key, code, ctrlKey, metaKey, altKey, shiftKey, repeat } = event;
  const options = { key, code, ctrlKey, metaKey, altKey, shiftKey, repeat, bubbles: true, cancelable: true };
  if (!document.body.dispatchEvent(new KeyboardEvent("keydown", options))) event.preventDefault();
}

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
    this.input.addEventListener("keydown", (event) => event.key in TURNS || passOn(event));
    parent.prepend(this.row);
  }

  // `said` holds what each number stands for, where that is not the number itself.
  fit({ label, last, said = null, help = "" }) {
    const described = JSON.stringify([label, last, said, help]);
    if (this.described === described) return;
    Object.assign(this, { described, label, said });
    this.input.max = last;
    this.input.setAttribute("aria-label", label);
    if (help) this.input.setAttribute("aria-description", help);
    this.row.title = help;
    const longest = Math.max(...(said ?? [String(last)]).map((text) => text.length));
    this.words.style.minWidth = `${label.length + longest + 1}ch`;
    this.say();
  }

  // A hand on the slider knows better than a frame from before. A value between two numbers has words of its own.
  set(value, words = this.wordsOf(value)) {
    if (this.pressed || (Number(this.input.value) === value && this.shown === words)) return;
    this.input.value = value;
    this.say(words);
  }

  wordsOf(value) {
    return this.said?.[value] ?? String(value);
  }

  say(words = this.wordsOf(this.input.value)) {
    this.shown = words;
    this.words.replaceChildren(`${this.label} `, Object.assign(document.createElement("strong"), { textContent: words }));
    this.input.setAttribute("aria-valuetext", words);
  }
}
