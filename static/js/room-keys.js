/* <room-keys>: the console by keyboard.

   <room-keys>
     <button data-key="KeyR" aria-keyshortcuts="Alt+R">Reveal</button>
     <li tabindex="0" data-queue> <button data-do="a">List</button> <input data-rename> </li>
   </room-keys>

   Alt with a letter presses a button of the console. With a row of the queue in focus a bare letter
   presses one of its buttons, R goes to its name, and arrows go to its neighbours. A row without a
   family asks for it first: A goes to the choice, Enter there lists. */

import { pressedKey } from "./pressed-key.js";

class RoomKeys extends HTMLElement {
  connectedCallback() {
    this.pressed = (event) => this.press(event);
    document.addEventListener("keydown", this.pressed);
    // An input that is refused keeps what was typed; one that is taken is emptied.
    this.addEventListener("htmx:afterRequest", ({ target, detail }) => {
      const field = detail.successful && target.matches("form") && target.querySelector("[hx-preserve]");
      if (field) field.value = "";
    });
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.pressed);
  }

  press(event) {
    if (event.ctrlKey || event.metaKey) return;
    if (event.altKey) this.click(event, this.querySelector(`[data-key="${CSS.escape(pressedKey(event))}"]`));
    else if (event.target.matches?.("[data-queue]")) this.inQueue(event, event.target);
    else if (event.key === "Enter" && event.target.matches?.("[data-queue] select") && event.target.value) {
      const row = event.target.closest("[data-queue]");
      row.focus();
      this.inQueue(event, row, "a");
    }
  }

  inQueue(event, row, key = event.key.toLowerCase()) {
    const step = { arrowdown: "nextElementSibling", arrowup: "previousElementSibling" }[key];
    const family = row.querySelector("select[name=family]");
    if (key === "a" && family && !family.value) {
      event.preventDefault();
      family.focus();
    } else if (step) {
      event.preventDefault();
      row[step]?.focus();
    } else if (key === "r") {
      event.preventDefault();
      row.querySelector("[data-rename]").select();
    } else {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      if (this.click(event, row.querySelector(`[data-do="${CSS.escape(key)}"]`))) next?.focus();
    }
  }

  click(event, button) {
    if (!button) return false;
    event.preventDefault();
    button.click();
    return true;
  }
}

customElements.define("room-keys", RoomKeys);
