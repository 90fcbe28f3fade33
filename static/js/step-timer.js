/* <step-timer>: the time left, counted down by the server's clock.

   <step-timer data-ends="1790000000000" data-over="Time is up">12:40</step-timer>

   `body[data-now]` is the server's time when the page was made, so that a phone's own clock does not
   matter. Once a second; a screen reader is told only the end. */

const began = Date.now();

class StepTimer extends HTMLElement {
  connectedCallback() {
    this.skew = Number(document.body.dataset.now ?? began) - began;
    this.tick = () => this.show();
    this.timer = setInterval(this.tick, 1000);
    this.show();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  show() {
    const left = Math.max(0, Math.ceil((Number(this.dataset.ends) - Date.now() - this.skew) / 1000));
    if (!left) {
      clearInterval(this.timer);
      this.setAttribute("role", "status");
    }
    const words = left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : this.dataset.over;
    if (this.textContent !== words) this.textContent = words;
  }
}

customElements.define("step-timer", StepTimer);
