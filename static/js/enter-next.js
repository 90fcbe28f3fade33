/* <enter-next>: in a form that is typed from paper, Enter goes to the next field; in the last it sends.

   <enter-next><form> <input> <input> <select> ... <button type="submit"> </form></enter-next> */

class EnterNext extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.press(event));
    const wrong = this.querySelector('[aria-invalid="true"]');
    (wrong ?? this.querySelector("input:not([type=hidden])"))?.focus();
  }

  press(event) {
    if (event.key !== "Enter" || !event.target.matches("input, select")) return;
    const fields = [...this.querySelectorAll("input:not([type=hidden]), select, textarea, button[type=submit]")];
    const next = fields[fields.indexOf(event.target) + 1];
    event.preventDefault();
    if (!next || next.matches("button")) {
      event.target.form.requestSubmit();
      return;
    }
    next.focus();
    next.select?.();
  }
}

customElements.define("enter-next", EnterNext);
