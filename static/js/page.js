/* What every page needs.
   <timed-message>: a message that leaves by itself after eight seconds, unless looked at or holding a control.
   <details class="menu">: closes with Escape and when the focus leaves it. */

const MESSAGE_MS = 8000;

class TimedMessage extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("a, button")) return;
    this.timer = setTimeout(() => this.remove(), MESSAGE_MS);
    this.addEventListener("pointerenter", () => clearTimeout(this.timer));
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }
}

customElements.define("timed-message", TimedMessage);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("focusout", (event) => {
  const menu = event.target.closest?.("details.menu[open]");
  if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
});
