// A link whose plain click the page answers itself; with a key held or another button it is any other link.

export default function ({ data, parentElement, setTriggerValue }) {
  let link = parentElement.querySelector(":scope > a");
  if (!link) {
    link = parentElement.appendChild(document.createElement("a"));
    link.className = "playground-link";
    link.append(document.createElement("span"), document.createElement("span"));
    link.firstChild.setAttribute("aria-hidden", "true");
  }
  link.href = data.address;
  link.title = data.help;
  link.firstChild.textContent = data.icon;
  link.lastChild.textContent = data.label;
  link.onclick = (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setTriggerValue("follow", true);
  };
}
