/* <map-print data-picture=".map-picture" data-foot=".map-print-foot"><button hidden>: the map on paper or as PDF.

   The sheet shows the view on the page: where another view was turned to, or a mark was moved, the picture
   and the line below it come fresh from the page's own address before the browser's print window opens.
   Ctrl+P prints what was fetched when the view was turned. */

class MapPrint extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.print());
    this.turned = new MutationObserver(() => this.refresh());
    for (const link of document.querySelectorAll("[data-view]")) {
      this.turned.observe(link, { attributeFilter: ["aria-current"] });
    }
  }

  disconnectedCallback() {
    this.turned.disconnect();
  }

  async print() {
    this.button.setAttribute("aria-busy", "true");
    await this.refresh();
    this.button.removeAttribute("aria-busy");
    this.closest("details")?.removeAttribute("open");
    window.print();
  }

  async refresh() {
    this.asked?.abort();
    this.asked = new AbortController();
    const answer = await fetch(location.href, { signal: this.asked.signal }).catch(() => null);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of [this.dataset.picture, this.dataset.foot]) {
      const there = fresh.querySelector(part);
      if (there) document.querySelector(part)?.replaceWith(document.adoptNode(there));
    }
  }
}

customElements.define("map-print", MapPrint);
