/* <unsaved-changes>: asks before a form is left in which something was typed that nobody has saved.

   <unsaved-changes is-changed> <form> ... </form> </unsaved-changes>

   `is-changed` stands there when the form came back from the server with what was typed. */

class UnsavedChanges extends HTMLElement {
  connectedCallback() {
    this.gone = new AbortController();
    const signal = this.gone.signal;
    let isChanged = this.hasAttribute("is-changed");
    this.addEventListener("input", () => { isChanged = true; }, { signal });
    this.addEventListener("submit", () => { isChanged = false; }, { signal });
    window.addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); }, { signal });
  }

  disconnectedCallback() {
    this.gone.abort();
  }
}

customElements.define("unsaved-changes", UnsavedChanges);
