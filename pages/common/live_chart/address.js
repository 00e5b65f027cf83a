// The address bar: what the page writes there takes the place of what it showed, so that Back still leads out of the page.

class AddressBar {
  constructor() {
    this.path = location.pathname;
    this.written = null;
  }

  // A message that comes late must not write over the address of a page that was opened since.
  show(query) {
    if (query === null || query === this.written || location.pathname !== this.path) return;
    this.written = query;
    const own = [...new URLSearchParams(location.search)].filter(([name]) => name.startsWith("embed")); // Streamlit's
    const search = [query, String(new URLSearchParams(own))].filter(Boolean).join("&");
    try {
      history.replaceState(history.state, "", `${this.path}${search && "?"}${search}${location.hash}`);
    } catch (error) {
      this.written = null; // some browsers allow only so many in a minute
    }
  }
}

// On the way to another page: what a chart asks of the page that is left would make Streamlit take the new page's
// elements away again, or bring the old page back.

const LEAVES_WITHIN = 1000; // milliseconds in which what a link or the history leads to takes the place of what is shown
const ARRIVES_WITHIN = 5000; // in which a server with many guests brings another page

// Where the last link was clicked, and until when its page may be on its way; also for a chart that comes after the click.
function newWay() {
  const way = { from: null, until: 0 };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]:not([target=_blank], [download])");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    way.from = location.pathname;
    way.until = performance.now() + (link.pathname === location.pathname ? LEAVES_WITHIN : ARRIVES_WITHIN);
  }, true);
  return way;
}

const way = (globalThis.liveChartWay ??= newWay());

// Whether the address is another page's; `elsewhere` has the paths of all pages but the chart's own.
const isLeft = (elsewhere) => elsewhere.includes(location.pathname.replace(/\/+$/, ""));

// How long a chart should still be silent, in milliseconds. Back and Forward change the address first, a link does when
// its page is there.
function onTheWay(elsewhere) {
  if (isLeft(elsewhere)) return LEAVES_WITHIN;
  return location.pathname === way.from ? way.until - performance.now() : 0;
}
