/* <page-keys>: Alt with a letter follows a link of the page, such as to the next stakeholder.

   <page-keys>
     <a data-key="KeyN" href="...">Next</a>
   </page-keys>

   With Alt, because a bare letter would fire while somebody dictates or uses a screen reader. */

import { pressedKey } from "./pressed-key.js";

class PageKeys extends HTMLElement {
  connectedCallback() {
    this.listen = (event) => this.follow(event);
    document.addEventListener("keydown", this.listen);
    for (const link of this.querySelectorAll("[data-key]")) {
      link.setAttribute("aria-keyshortcuts", `Alt+${link.dataset.key.slice(-1)}`);
    }
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.listen);
  }

  follow(event) {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = this.querySelector(`[data-key="${CSS.escape(pressedKey(event))}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  }
}

customElements.define("page-keys", PageKeys);
