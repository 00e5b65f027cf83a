// A radio group whose buttons are pictures. Arrow keys move the choice, as in any radio group; Tab passes the group by.

const groups = new WeakMap();
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const TILE = 54;
const GAP = 6;

const buttons = (group) => [...group.element.querySelectorAll("button")];
const enabled = (button) => button.getAttribute("aria-disabled") !== "true";
const acts = (button) => button.getAttribute("role") === "button";

function mark(group, value) {
  for (const button of buttons(group)) {
    const chosen = button.dataset.value === value;
    if (!acts(button)) button.setAttribute("aria-checked", String(chosen));
    button.tabIndex = chosen ? 0 : -1;
  }
}

function choose(group, button) {
  if (!enabled(button) || button.getAttribute("aria-checked") === "true") return;
  if (!acts(button)) mark(group, button.dataset.value);
  group.send("choice", { value: button.dataset.value, number: Date.now() });
}

function build(group, data) {
  const options = JSON.stringify(data.options);
  if (group.options === options) return;
  group.options = options;
  group.element.replaceChildren(...data.options.map(({ value, label, picture, disabled, action }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("role", action ? "button" : "radio");
    button.dataset.value = value;
    button.title = disabled || label;
    if (disabled) button.setAttribute("aria-disabled", "true");
    const image = document.createElement("img");
    image.src = picture;
    image.alt = "";
    const word = document.createElement("span");
    word.textContent = label;
    button.append(image, word);
    button.addEventListener("click", () => choose(group, button));
    return button;
  }));
}

function onKey(group, event) {
  if (!(event.key in STEPS) || event.altKey || event.ctrlKey || event.metaKey) return;
  const usable = buttons(group).filter(enabled);
  const here = usable.indexOf(document.activeElement);
  if (here < 0) return;
  event.preventDefault();
  const next = usable[(here + STEPS[event.key] + usable.length) % usable.length];
  next.focus();
  if (!acts(next)) choose(group, next); // passing by is not pressing
}

export default function ({ data, parentElement, setStateValue }) {
  let group = groups.get(parentElement);
  if (!group) {
    group = { element: document.createElement("div"), options: null };
    group.element.className = "picture-choice";
    group.element.setAttribute("role", "radiogroup");
    group.element.addEventListener("keydown", (event) => onKey(group, event));
    parentElement.append(group.element);
    groups.set(parentElement, group);
  }
  group.send = setStateValue;
  group.element.setAttribute("aria-label", data.label);
  group.element.classList.toggle("picture-choice-compact", data.compact);
  group.element.style.gridTemplateColumns = `repeat(${data.columns}, minmax(0, 1fr))`;
  group.element.classList.toggle("picture-choice-narrow", data.narrowOnly);
  group.element.style.maxWidth = data.narrowOnly ? "none" : `${data.columns * TILE + (data.columns - 1) * GAP}px`;
  const focused = group.element.contains(document.activeElement) && document.activeElement.dataset.value;
  build(group, data);
  mark(group, data.value);
  if (focused && !group.element.contains(document.activeElement)) buttons(group).find((button) => button.dataset.value === focused)?.focus();
}
