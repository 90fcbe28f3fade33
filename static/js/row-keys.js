/* <row-keys>: a list worked by keyboard.

   <row-keys search="register-q" rows="[data-row]">
     <input type="search" id="register-q">
     <table> ... <a data-row href="..." data-edit="...">Name</a> ... </table>
   </row-keys>

   Alt with S goes to the search field; arrows move between the links that `rows` selects, also down
   from the search field; Enter opens as links do; on a link "e" opens its data-edit. Without script all
   are links. With Alt, because a bare sign would fire while somebody dictates or uses a screen reader. */

import { pressedKey } from "./pressed-key.js";

class RowKeys extends HTMLElement {
  connectedCallback() {
    this.pressed = this.pressed.bind(this);
    document.addEventListener("keydown", this.pressed);
    this.field.setAttribute("aria-keyshortcuts", "Alt+S");
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.pressed);
  }

  get field() {
    return document.getElementById(this.getAttribute("search"));
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const target = event.target;
    if (event.altKey) {
      if (pressedKey(event) === "KeyS" && !event.shiftKey) this.search(event);
    } else if (target === this.field && event.key === "ArrowDown") this.move(event, -1, 1);
    else if (target.matches(this.getAttribute("rows")) && this.contains(target)) this.onRow(event, target);
  }

  search(event) {
    event.preventDefault();
    this.field.focus();
    this.field.select();
  }

  onRow(event, link) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.move(event, this.rows.indexOf(link), step);
    else if (event.key.toLowerCase() === "e" && link.dataset.edit) location.assign(link.dataset.edit);
  }

  get rows() {
    return [...this.querySelectorAll(this.getAttribute("rows"))];
  }

  move(event, from, step) {
    const next = from + step < 0 ? this.field : this.rows[from + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

customElements.define("row-keys", RowKeys);
