/* <answer-row>: an answer that saves itself and says so, or says that it did not.

   <answer-row data-failed="Not saved: ..." data-refused="Not saved: ..." data-again="Try again">
     <form hx-post="..." hx-trigger="change, submit" hx-target="#state-x">
       <input type="radio" name="value" value="3"> ...
       <span id="state-x" role="status" data-value="3" data-taken></span>
     </form>
   </answer-row>

   The answer's state comes back from the server with the value that is stored. An answer that was
   taken back is unchecked. Choosing the value that was taken over again (`data-taken`) confirms it. In
   a line, a digit chooses its value and ? 'unknown'. What could not be sent stays chosen, with a
   button to send it again; it is sent again by itself when the connection is back. */

class AnswerRow extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("htmx:beforeRequest", () => this.form.setAttribute("aria-busy", "true"));
    this.form.addEventListener("htmx:afterRequest", (event) => this.answered(event));
    this.form.addEventListener("keydown", (event) => this.choose(event));
    this.form.addEventListener("click", ({ target }) => this.confirm(target));
    if (document.readyState !== "complete") {
      document.addEventListener("DOMContentLoaded", () => this.catchUp(), { once: true });
    }
  }

  /* What was chosen before the page was ready to send it is sent now. */
  catchUp() {
    const chosen = this.form.querySelector("[type=radio]:checked");
    if (chosen && this.state && chosen.value !== this.state.dataset.value) window.htmx.trigger(this.form, "change");
  }

  disconnectedCallback() {
    this.settle();
  }

  get state() {
    return this.querySelector("[data-value]");
  }

  answered({ detail }) {
    this.form.removeAttribute("aria-busy");
    const { status } = detail.xhr;
    const pressed = detail.requestConfig.triggeringEvent?.submitter;
    if (!detail.successful && status !== 422) {
      this.fail(status, pressed);
      return;
    }
    this.settle();
    if (status !== 422 && this.state?.dataset.value === "") this.empty();
    if (pressed && document.activeElement === document.body) {
      (this.form.querySelector(":checked") ?? this.form.querySelector("[type=radio]"))?.focus();
    }
  }

  empty() {
    for (const radio of this.form.querySelectorAll("[type=radio]")) radio.checked = false;
    for (const note of this.form.querySelectorAll(".answer-note")) note.value = "";
    this.form.querySelector(".answer-said")?.remove();
  }

  choose(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.type !== "radio") return;
    const value = event.key === "?" ? "unknown" : event.key;
    const radio = [...this.form.querySelectorAll("[type=radio]")].find((each) => each.value === value);
    if (!radio) return;
    event.preventDefault();
    radio.focus();
    radio.click();
  }

  confirm(radio) {
    const { state } = this;
    if (radio.type === "radio" && "taken" in state.dataset && radio.value === state.dataset.value) {
      this.form.requestSubmit();
    }
  }

  fail(status, pressed) {
    const words = status ? this.dataset.refused : this.dataset.failed;
    const said = Object.assign(document.createElement("span"), { className: "status-danger", textContent: `${words} ` });
    const again = Object.assign(document.createElement("button"), {
      className: "button-link",
      textContent: this.dataset.again,
      name: pressed?.name ?? "",
      value: pressed?.value ?? "",
    });
    this.state.replaceChildren(said, again);
    this.settle();
    this.unsaved = new AbortController();
    const { signal } = this.unsaved;
    window.addEventListener("beforeunload", (event) => event.preventDefault(), { signal });
    window.addEventListener("online", () => again.click(), { signal });
  }

  settle() {
    this.unsaved?.abort();
  }
}

customElements.define("answer-row", AnswerRow);
