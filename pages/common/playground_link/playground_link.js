// A link whose plain click the page answers itself; with a key held or another button it is any other link. A picture of
// what it leads to takes the same click.

export default function ({ data, parentElement, setTriggerValue }) {
  let link = parentElement.querySelector(":scope > a");
  if (!link) {
    link = parentElement.appendChild(document.createElement("a"));
    link.className = "playground-link";
    link.append(document.createElement("span"), document.createElement("span"));
    link.firstChild.setAttribute("aria-hidden", "true");
  }
  const { picture } = data;
  let image = parentElement.querySelector(":scope > img");
  if (picture && !image) {
    image = document.createElement("img");
    image.className = "playground-link-picture";
    image.onclick = () => setTriggerValue("follow", true);
    link.before(image);
  }
  if (picture && image.getAttribute("src") !== picture.source) image.src = picture.source;
  if (picture) image.alt = picture.alternative;
  link.classList.toggle("title", Boolean(picture));
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
