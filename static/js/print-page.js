/* <print-page><button hidden>: a button that opens the browser's print window; without script Ctrl+P does. */

class PrintPage extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

customElements.define("print-page", PrintPage);
