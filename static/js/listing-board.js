/* <listing-board>: the table of step 1 by keyboard, and undo without leaving the page.

   <listing-board>
     <section class="family-card">
       <div class="seats"> ... <a id="seat-7"> ... <li class="seat-editor"> ... <a data-cancel>
       <quick-add> ... <div class="offer"> ... <a data-dismiss>
     </section>
   </listing-board>

   Escape stops editing. A part that is replaced hands its focus on: to the editor, to the seat that was
   edited, else to the card's field. Ctrl+Z presses the undo of the announcement, unless text is being
   typed. Without script each form and link works by itself. */

const UNDO = "#announcements form";

class ListingBoard extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.pressed(event));
    this.addEventListener("click", (event) => this.dismiss(event));
    this.addEventListener("htmx:beforeRequest", ({ target }) => this.remember(target));
    this.settled = () => this.focusAgain();
    this.undo = (event) => this.pressedAnywhere(event);
    this.sent = (event) => this.sendUndo(event);
    document.addEventListener("htmx:afterSettle", this.settled);
    document.addEventListener("keydown", this.undo);
    document.addEventListener("submit", this.sent);
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:afterSettle", this.settled);
    document.removeEventListener("keydown", this.undo);
    document.removeEventListener("submit", this.sent);
  }

  remember(element) {
    const card = element.closest(".family-card");
    if (!card) return;
    this.card = card.id;
    this.seat = element.closest("[id^=listing-]")?.id.replace("listing-", "seat-");
  }

  focusAgain() {
    const card = this.card && document.getElementById(this.card);
    if (!card) return;
    if (document.activeElement === document.body) this.handOn(card);
    // What grew above must not push the field, or a question below it, out of sight.
    const shown = card.querySelector(".offer:last-child") ?? document.activeElement;
    if (card.contains(document.activeElement)) shown.scrollIntoView({ block: "nearest" });
  }

  handOn(card) {
    const place =
      card.querySelector("[aria-invalid=true], .seat-editor input:not([type=hidden])") ??
      document.getElementById(this.seat) ??
      card.querySelector("[name=name]");
    place?.focus({ preventScroll: true });
  }

  pressed(event) {
    if (event.key !== "Escape") return;
    const editor = event.target.closest(".seat-editor");
    editor?.querySelector("[data-cancel]").click();
  }

  dismiss(event) {
    const link = event.target.closest("[data-dismiss]");
    if (!link) return;
    event.preventDefault();
    const card = link.closest(".family-card");
    link.closest(".offer").remove();
    card.querySelector("[name=name]").focus();
  }

  pressedAnywhere(event) {
    if (event.key !== "z" || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    const form = document.querySelector(UNDO);
    if (!form || event.target.value) return;
    event.preventDefault();
    form.requestSubmit();
  }

  sendUndo(event) {
    if (!event.target.matches(UNDO)) return;
    event.preventDefault();
    window.htmx.ajax("POST", event.target.action, { source: this, swap: "none" });
    event.target.closest(".announcement").remove();
  }
}

customElements.define("listing-board", ListingBoard);
