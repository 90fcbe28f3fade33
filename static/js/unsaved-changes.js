/* <unsaved-changes>: asks before a form is left in which something was typed that nobody has saved.

   <unsaved-changes is-changed> <form> ... </form> </unsaved-changes>

   `is-changed` stands there from the first change on, and when the form came back from the server with
   what was typed. */

class UnsavedChanges extends HTMLElement {
  connectedCallback() {
    this.gone = new AbortController();
    const signal = this.gone.signal;
    this.addEventListener("input", () => this.toggleAttribute("is-changed", true), { signal });
    this.addEventListener("submit", () => this.toggleAttribute("is-changed", false), { signal });
    window.addEventListener("beforeunload", (event) => {
      if (this.hasAttribute("is-changed")) event.preventDefault();
    }, { signal });
  }

  disconnectedCallback() {
    this.gone.abort();
  }
}

customElements.define("unsaved-changes", UnsavedChanges);
