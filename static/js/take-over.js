/* <take-over>: puts a suggested line into the row of a form it belongs to.

   <take-over>
     <button type="button" data-into="resources-data" data-text="Knows the demand.">Take over</button>
     <select id="id_resources-data-level">, <input id="id_resources-data-description">
   </take-over>

   The words are added to the row's; a row that was absent gets the level '0' (there, not known how strong).
   Without script the lines are there to read. */

class TakeOver extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.clicked);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.clicked);
  }

  clicked = (event) => {
    const button = event.target.closest("[data-into]");
    if (!button) return;
    const { into, text } = button.dataset;
    const [level, words] = ["level", "description"].map((name) => document.getElementById(`id_${into}-${name}`));
    words.value = words.value ? `${words.value} ${text}` : text;
    if (!level.value) level.value = "0";
    button.hidden = true;
    level.focus();
  };
}

customElements.define("take-over", TakeOver);
