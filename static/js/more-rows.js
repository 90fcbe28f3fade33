/* <more-rows>: adds rows to a list of alike rows in a form.

   <more-rows prefix="relations">
     <div data-rows> ... </div>
     <template> a row in which __prefix__ stands for its number </template>
     <button type="button" data-more hidden>One more</button>
   </more-rows>
   <input type="hidden" name="relations-TOTAL_FORMS" value="2">

   The button appears with the script; without it the page brings blank rows. The first field of a new row
   gets the focus. */

class MoreRows extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("[data-more]");
    this.button.hidden = false;
    this.button.addEventListener("click", this.add);
  }

  disconnectedCallback() {
    this.button.removeEventListener("click", this.add);
  }

  add = () => {
    const total = this.closest("form").elements[`${this.getAttribute("prefix")}-TOTAL_FORMS`];
    const row = this.querySelector("template").content.cloneNode(true);
    for (const element of row.querySelectorAll("*")) {
      for (const attribute of element.attributes) {
        if (attribute.value.includes("__prefix__")) attribute.value = attribute.value.replaceAll("__prefix__", total.value);
      }
    }
    total.value = Number(total.value) + 1;
    const rows = this.querySelector("[data-rows]");
    rows.append(row);
    rows.lastElementChild.querySelector("select, input:not([type=hidden])").focus();
  };
}

customElements.define("more-rows", MoreRows);
