// Buttons whose keys work wherever the focus is, save in a field that is typed into. A press is told until it is heard.

const bars = new WeakMap();
const PRINTED = { ArrowRight: "→", ArrowLeft: "←", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc", "-": "−" };
const UNHEARD_AT_MOST = 3; // a key that is held down waits for its answers
const TYPED_INTO = "input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

class KeyButtons {
  constructor(parent) {
    this.client = Math.random().toString(36).slice(2);
    this.parent = parent;
    parent.querySelectorAll(":scope > .key-buttons").forEach((old) => old.remove());
    this.root = parent.appendChild(element("div", "key-buttons"));
    this.buttons = new Map(); // key → the button's element
    this.presses = [];
    this.number = 0;
    this.onKey = (event) => this.key(event);
    window.addEventListener("keydown", this.onKey, true);
  }

  receive({ groups, heard }) {
    if (heard.client === this.client) this.presses = this.presses.filter((press) => press.number > heard.number);
    const shape = JSON.stringify(groups.map(({ name, buttons }) => [name, buttons.map(({ value, key }) => [value, key])]));
    if (shape !== this.shape) this.build(groups);
    this.shape = shape;
    for (const [i, group] of groups.entries()) {
      this.titles[i].textContent = group.title;
      this.titles[i].hidden = !group.title;
      for (const button of group.buttons) this.fill(this.buttons.get(button.key), button);
    }
  }

  build(groups) {
    const focused = [...this.buttons].find(([, button]) => button === document.activeElement)?.[0];
    this.buttons.clear();
    this.titles = [];
    this.root.replaceChildren(...groups.map((group) => {
      const box = element("div", "key-buttons-group");
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", group.name);
      const title = element("span");
      this.titles.push(title);
      for (const { value, key } of group.buttons) {
        const button = box.appendChild(element("button"));
        button.type = "button";
        button.addEventListener("click", () => this.press(value));
        this.buttons.set(key, button);
      }
      box.append(title); // behind its buttons, which stay where they are when it grows longer
      return box;
    }));
    this.buttons.get(focused)?.focus();
  }

  fill(button, spec) {
    const filled = JSON.stringify(spec);
    if (button.filled === filled) return;
    button.filled = filled;
    const parts = [];
    if (spec.icon) {
      parts.push(element("span", "icon", spec.icon));
      parts[0].setAttribute("aria-hidden", "true");
    }
    if (spec.label) parts.push(element("span", "", spec.label));
    const printed = element("kbd", "", PRINTED[spec.key] ?? spec.key.toUpperCase());
    printed.setAttribute("aria-hidden", "true");
    button.replaceChildren(...parts, printed);
    button.value = spec.value;
    button.className = spec.primary ? "primary" : "";
    button.disabled = spec.disabled;
    button.title = spec.help;
    button.setAttribute("aria-label", spec.label || spec.help);
    button.setAttribute("aria-keyshortcuts", spec.key);
    if (spec.pressed === null) button.removeAttribute("aria-pressed");
    else button.setAttribute("aria-pressed", String(spec.pressed));
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.target.closest?.(TYPED_INTO)) return;
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (name.startsWith("Arrow") && event.target.closest?.("input[type=range]")) return;
    if (name === "Escape" && document.querySelector("[role=dialog]")) return; // closes that
    const button = this.buttons.get(name);
    if (!button || button.disabled) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.repeat && (!name.startsWith("Arrow") || this.presses.length >= UNHEARD_AT_MOST)) return;
    this.press(button.value);
  }

  press(value) {
    this.number += 1;
    this.presses.push({ value, number: this.number });
    this.setTriggerValue("pressed", { client: this.client, presses: this.presses });
  }

  close() {
    window.removeEventListener("keydown", this.onKey, true);
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  let bar = bars.get(parentElement);
  if (!bar) bars.set(parentElement, (bar = new KeyButtons(parentElement)));
  bar.setTriggerValue = setTriggerValue;
  bar.receive(data);
  // Streamlit calls the clean-up of an overtaken call while the component stays on the page.
  return () => setTimeout(() => {
    if (parentElement.isConnected || bars.get(parentElement) !== bar) return;
    bars.delete(parentElement);
    bar.close();
  });
}
