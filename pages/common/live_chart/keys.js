// Keys that the page answers wherever the focus is, but for a field of text, which has its own use of them.

class Keys {
  constructor(pressed) {
    this.wanted = [];
    this.over = new AbortController();
    document.addEventListener("keydown", (event) => {
      const text = event.target.closest?.("input:not([type=range], [type=radio], [type=checkbox]), textarea, [contenteditable]");
      const parts = [(event.ctrlKey || event.metaKey) && "mod", event.shiftKey && "shift", event.altKey && "alt", event.key.toLowerCase()];
      const key = parts.filter(Boolean).join("+");
      if (text || event.repeat || !this.wanted.includes(key)) return;
      event.preventDefault();
      pressed(key);
    }, { signal: this.over.signal });
    // What the mouse has chosen keeps no focus: the arrow keys would choose on, where the page has a use of its own for them.
    document.addEventListener("click", (event) => {
      const byMouse = event.detail > 0 && event.target.closest?.("[role=radiogroup] [role=radio]");
      if (byMouse && this.wanted.length) setTimeout(() => document.activeElement?.blur());
    }, { signal: this.over.signal, capture: true });
  }

  close() {
    this.over.abort();
  }
}
