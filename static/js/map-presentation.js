/* <map-presentation>: one state of a map at a time, by keys and buttons.

   <map-presentation data-leave="/workshops/…/map/">
     <section data-slide tabindex="-1"><h2>…</h2><p class="presentation-count">1 of 5</p>…</section> …
     <nav data-steps hidden><button data-step="1">…</button> <button data-full> <button data-quit></nav>
     <p role="status" data-said></p>
   </map-presentation>

   Arrow keys, Page Up and Down, Space, Home and End step; Escape goes to data-leave, or closes the
   <dialog> around it, which a button with data-present opens. Without script all states are shown. */

const STEPS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };

class MapPresentation extends HTMLElement {
  connectedCallback() {
    this.slides = [...this.querySelectorAll("[data-slide]")];
    this.dialog = this.closest("dialog");
    this.opener = this.dialog && document.querySelector("[data-present]");
    this.classList.add("is-live");
    this.querySelector("[data-steps]").hidden = false;
    this.querySelector("[data-full]").hidden = !document.fullscreenEnabled;
    this.addEventListener("click", this.press);
    document.addEventListener("keydown", this.key);
    if (this.opener) this.opener.hidden = false;
    this.opener?.addEventListener("click", this.open);
    this.go(Number(location.hash.replace("#state-", "")) - 1 || 0);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.key);
    this.opener?.removeEventListener("click", this.open);
  }

  open = () => {
    this.dialog.showModal();
    this.go(0);
  };

  press = ({ target }) => {
    const control = target.closest("[data-step], [data-full], [data-quit]");
    if (!control) return;
    if (control.dataset.step) this.go(this.at + Number(control.dataset.step));
    else if ("quit" in control.dataset) this.leave();
    else if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  };

  key = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (this.dialog && !this.dialog.open)) return;
    const isPress = event.key === " " && event.target.closest("button");
    if (event.key === "Escape" && !this.dialog) this.leave();
    else if (event.key === "Home") this.go(0);
    else if (event.key === "End") this.go(this.slides.length - 1);
    else if (STEPS[event.key] && !isPress) this.go(this.at + STEPS[event.key]);
    else return;
    event.preventDefault();
  };

  leave() {
    if (this.dialog) this.dialog.close();
    else location.assign(this.dataset.leave);
  }

  go(number) {
    this.at = Math.min(Math.max(number, 0), this.slides.length - 1);
    this.slides.forEach((slide, index) => (slide.hidden = index !== this.at));
    const slide = this.slides[this.at];
    const words = [slide.querySelector(".presentation-count"), slide.querySelector("h2")];
    this.querySelector("[data-said]").textContent = words.map((part) => part.textContent).join(": ");
    if (!this.dialog) history.replaceState(history.state, "", `#state-${this.at + 1}`);
  }
}

customElements.define("map-presentation", MapPresentation);
