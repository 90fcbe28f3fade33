/* <phone-round>: the questions of a round, one at a time, without asking the network.

   <phone-round data-round="7">
     <section data-item="31"> <form data-now> radios or checkboxes </form> <button data-next>Next question</button></section>
     <section data-item="32"> ... </section>
     <section data-end hidden>That was the last question.</section>
   </phone-round>

   What was answered on this phone stays marked when the page comes back. Without script all questions
   stand below each other. */

import { keep, kept } from "./phone-store.js";

class PhoneRound extends HTMLElement {
  connectedCallback() {
    this.items = [...this.querySelectorAll("[data-item]")];
    for (const item of this.items) this.recall(item);
    this.addEventListener("change", ({ target }) => this.remember(target.closest("[data-item]")));
    this.addEventListener("click", ({ target }) => this.move(target.closest("button")));
    this.show(this.items.find((item) => !item.querySelector(":checked")) ?? this.items.at(-1));
  }

  store(item) {
    return `said-${this.dataset.round}-${item.dataset.item}`;
  }

  remember(item) {
    const values = [...item.querySelectorAll("input:checked")].map((input) => input.value);
    keep(this.store(item), JSON.stringify(values));
  }

  recall(item) {
    const values = JSON.parse(kept(this.store(item)) ?? "null");
    if (!values) return;
    for (const input of item.querySelectorAll("input[type=radio], input[type=checkbox]")) {
      input.checked = values.includes(input.value);
    }
  }

  move(button) {
    if (!button || !("next" in button.dataset || "back" in button.dataset)) return;
    const order = [...this.items, this.querySelector("[data-end]")];
    const here = order.indexOf(button.closest("section"));
    this.show(order[here + ("next" in button.dataset ? 1 : -1)], true);
  }

  show(item, isMove = false) {
    for (const each of [...this.items, this.querySelector("[data-end]")]) each.hidden = each !== item;
    if (isMove) item.querySelector("h1, h2").focus();
  }
}

customElements.define("phone-round", PhoneRound);
