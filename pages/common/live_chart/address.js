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
