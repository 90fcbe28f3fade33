/* <given-dots>: the dots this phone has given, kept in sight when the room's picture changes.

   <given-dots data-room="12" data-dots="3" data-own>
     <form data-now><input name="listing" value="7"><select name="count"><option value="0">0</option> ...</select></form>
   </given-dots>

   With data-own the page comes with what was given; the picture all phones share does not, and is
   filled from this phone's memory. More dots than are left cannot be chosen. */

import { keep, kept } from "./phone-store.js";

class GivenDots extends HTMLElement {
  connectedCallback() {
    this.fields = [...this.querySelectorAll("select")];
    if (!("own" in this.dataset)) this.recall();
    this.addEventListener("change", () => this.given());
    this.given();
  }

  get store() {
    return `dots-${this.dataset.room}`;
  }

  recall() {
    const known = JSON.parse(kept(this.store) ?? "{}");
    for (const field of this.fields) field.value = known[field.id] ?? "0";
  }

  given() {
    const counts = this.fields.map((field) => [field.id, Number(field.value)]);
    const left = Number(this.dataset.dots) - counts.reduce((sum, [, count]) => sum + count, 0);
    keep(this.store, JSON.stringify(Object.fromEntries(counts)));
    for (const field of this.fields) {
      for (const option of field.options) option.disabled = Number(option.value) > Number(field.value) + Math.max(left, 0);
    }
  }
}

customElements.define("given-dots", GivenDots);
