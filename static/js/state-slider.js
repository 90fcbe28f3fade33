/* <state-slider>: a slider over the options of the list it holds; each follows the other.

   <state-slider>
     <select name="from"><option value="3">…</option>…</select>
     <input type="range" min="0" max="4" aria-label="Then" hidden>
   </state-slider>

   Letting go of the slider is a change of the list, so the form around it answers as to a choice.
   Without script the slider stays hidden and the list is there. */

class StateSlider extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("select");
    this.range = this.querySelector("input");
    this.range.hidden = false;
    this.follow();
    this.list.addEventListener("change", this.follow);
    this.range.addEventListener("input", this.slide);
  }

  disconnectedCallback() {
    this.list.removeEventListener("change", this.follow);
    this.range.removeEventListener("input", this.slide);
  }

  follow = () => {
    this.range.value = this.list.selectedIndex;
    this.range.setAttribute("aria-valuetext", this.list.selectedOptions[0].textContent);
  };

  slide = () => {
    this.list.selectedIndex = Number(this.range.value);
    this.follow();
  };
}

customElements.define("state-slider", StateSlider);
