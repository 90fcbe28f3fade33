/* <room-check data-url="/room/check/" data-started="1790000000">: the phone answers a test of the room. */

class RoomCheck extends HTMLElement {
  connectedCallback() {
    const headers = JSON.parse(document.body.getAttribute("hx-headers"));
    fetch(this.dataset.url, { method: "POST", headers }).catch(() => {});
  }
}

customElements.define("room-check", RoomCheck);
