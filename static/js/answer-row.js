/* <answer-row>: an answer that saves itself and says so, or says that it did not.

   <answer-row data-failed="Not saved: ..." data-again="Try again">
     <form hx-post="..." hx-trigger="change, submit" hx-target="#state-x">
       <input type="radio" name="value" value="3"> ...
       <span id="state-x" role="status" data-value="3"></span>
     </form>
   </answer-row>

   The answer's state comes back from the server with the value that is stored; an answer that was
   taken back is unchecked. What could not be sent stays chosen, with a button to send it again. */

class AnswerRow extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("htmx:afterRequest", (event) => this.answered(event));
    this.form.addEventListener("htmx:beforeRequest", () => this.form.setAttribute("aria-busy", "true"));
  }

  answered({ detail }) {
    this.form.removeAttribute("aria-busy");
    const { status } = detail.xhr;
    if (!detail.successful && status !== 422) {
      this.say();
      return;
    }
    const state = this.querySelector("[data-value]");
    if (state?.dataset.value !== "") return;
    for (const radio of this.form.querySelectorAll("[type=radio]")) radio.checked = status === 422 && radio.checked;
  }

  say() {
    const state = this.querySelector("[data-value]");
    const words = Object.assign(document.createElement("span"), { className: "status-danger", textContent: `${this.dataset.failed} ` });
    const again = Object.assign(document.createElement("button"), { className: "button-link", textContent: this.dataset.again });
    state.replaceChildren(words, again);
  }
}

customElements.define("answer-row", AnswerRow);
