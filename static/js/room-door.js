/* <room-door>: a scanned code goes in by itself; leaving a room also empties this phone's store.

   <room-door><form method="post"> <input name="code"> </form></room-door>
   <room-door><form method="post" data-leave> ... </form></room-door>

   The code stands behind '#' in the scanned address, where neither servers nor logs see it. */

class RoomDoor extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    if ("leave" in form.dataset) {
      form.addEventListener("submit", () => localStorage.clear());
      return;
    }
    const code = location.hash.slice(1);
    const field = form.elements.namedItem("code");
    if (!code || field.value) return;
    field.value = code;
    history.replaceState(null, "", location.pathname);
    form.requestSubmit();
  }
}

customElements.define("room-door", RoomDoor);
