/* <quick-add>: one line that lists by name; Enter lists, the field is empty at once for the next name.

   <quick-add data-failed="Not saved: the server cannot be reached.">
     <form method="post" action="..." hx-sync="this:queue all" novalidate>
       <choice-list src="...">
         <input name="name"><input type="hidden" name="stakeholder" data-choice-id>
       </choice-list>
       <button>List</button>
     </form>
     <div class="offers"></div>
   </quick-add>

   Each name is sent with its own request, in the order typed; a name that was refused comes back into an
   empty field. Without script the form is sent as it is. */

class QuickAdd extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.input = this.querySelector("[name=name]");
    this.offers = this.querySelector(".offers");
    this.form.addEventListener("submit", (event) => this.send(event));
    this.input.addEventListener("input", () => this.input.scrollIntoView({ block: "nearest" }));
    this.addEventListener("choice", () => this.form.requestSubmit());
    this.form.addEventListener("htmx:afterRequest", (event) => this.answered(event));
  }

  send(event) {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(this.form));
    if (!values.name.trim()) return;
    for (const error of this.offers.querySelectorAll(".is-error")) error.remove();
    this.input.value = "";
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
    this.input.focus();
    window.htmx.ajax("POST", this.form.action, { source: this.form, values, swap: "none" });
  }

  answered({ detail }) {
    if (detail.elt !== this.form || detail.successful || detail.xhr.status === 409) return;
    const { name } = Object.fromEntries(detail.requestConfig.formData);
    if (!this.input.value) this.input.value = name;
    if (detail.xhr.status !== 422) this.say(`${name}: ${this.dataset.failed}`);
  }

  say(text) {
    const error = Object.assign(document.createElement("p"), { className: "offer is-error errorlist", textContent: text });
    error.setAttribute("role", "alert");
    this.offers.append(error);
  }
}

customElements.define("quick-add", QuickAdd);
