/* <room-door>: a scanned code goes in by itself; leaving a room also empties this phone's store.

   <room-door><form method="post"> <input name="code"> </form></room-door>
   <room-door><form method="post" data-leave> ... </form></room-door>

   The code stands behind '#' in the scanned address, where neither servers nor logs see it. */

import { forgetAll } from "./phone-store.js";

class RoomDoor extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    if ("leave" in form.dataset) {
      form.addEventListener("submit", forgetAll);
      return;
    }
    this.scanned = () => this.enter(form, location.hash.slice(1));
    window.addEventListener("hashchange", this.scanned);
    this.scanned();
  }

  disconnectedCallback() {
    window.removeEventListener("hashchange", this.scanned);
  }

  enter(form, code) {
    if (!code) return;
    form.elements.namedItem("code").value = code;
    history.replaceState(null, "", location.pathname);
    form.requestSubmit();
  }
}

customElements.define("room-door", RoomDoor);
