// The component: a slider that tells its value while it is dragged, one word at a time.

const ANSWER_WITHIN = 1500; // milliseconds after which a word is taken for lost and said again
const liveSliders = new WeakMap();

class LiveSlider {
  constructor(parent) {
    this.client = Math.random().toString(36).slice(2);
    this.root = parent.appendChild(document.createElement("div"));
    this.root.className = "live-slider";
    this.slider = new Slider(this.root, (value) => this.slide(value));
    this.told = null; // what was told and is not answered yet
    this.number = 0;
  }

  receive({ slider, value, words, heard }) {
    this.slider.fit(slider);
    if (this.told && heard.client === this.client && heard.number >= this.told.number) {
      const { value: answered } = this.told;
      this.told = null;
      if (this.value !== answered) this.slide(this.value);
    }
    if (!this.told) this.slider.set(value, words);
  }

  // What the slider says meanwhile is told after the answer: a slow server gets fewer words, never a queue.
  slide(value) {
    this.value = value;
    if (this.told) return;
    this.number += 1;
    this.told = { client: this.client, number: this.number, value };
    this.send();
  }

  send() {
    clearTimeout(this.watchdog);
    this.setTriggerValue("slid", this.told);
    this.watchdog = setTimeout(() => { if (this.told && this.root.isConnected) this.send(); }, ANSWER_WITHIN);
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  let instance = liveSliders.get(parentElement);
  if (!instance) {
    parentElement.querySelectorAll(":scope > .live-slider").forEach((old) => old.remove());
    liveSliders.set(parentElement, (instance = new LiveSlider(parentElement)));
  }
  instance.setTriggerValue = setTriggerValue;
  instance.receive(data);
}
