// Texts that fold to a line where the page is narrow: by a tap, or when the page says that it is time to look elsewhere.

const folds = new WeakMap();

class FoldingText {
  constructor(parent) {
    this.root = parent.appendChild(document.createElement("div"));
    this.root.className = "folding-text";
    this.root.style.position = "relative";
    this.all = this.root.appendChild(document.createElement("div"));
    this.all.className = "folding-text-all";
    this.button = this.root.appendChild(document.createElement("button"));
    this.button.type = "button";
    this.root.addEventListener("click", () => this.show(!this.folded));
  }

  receive({ texts, fold, large }) {
    this.root.classList.toggle("large", large);
    const written = JSON.stringify(texts);
    if (written !== this.written) {
      this.written = written;
      this.all.replaceChildren(...texts.map(paragraph));
      this.show(false);
    } else if (fold && !this.fold) this.show(true);
    this.fold = fold;
  }

  show(folded) {
    this.folded = folded;
    this.root.classList.toggle("folded", folded);
    this.button.textContent = folded ? "expand_more" : "expand_less";
    this.button.setAttribute("aria-label", folded ? "Show the whole text" : "Fold the text to one line");
    this.button.setAttribute("aria-expanded", String(!folded));
  }
}

function paragraph(text) {
  const made = document.createElement("p");
  made.append(...text.split("**").map((part, i) => {
    if (i % 2 === 0) return part;
    const bold = document.createElement("strong");
    bold.textContent = part;
    return bold;
  }));
  return made;
}

export default function ({ data, parentElement }) {
  let text = folds.get(parentElement);
  if (!text) folds.set(parentElement, (text = new FoldingText(parentElement)));
  text.receive(data);
}
