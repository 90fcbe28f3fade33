/* <copy-field>: copies what its field holds.

   <copy-field data-done="The link is copied.">
     <input readonly value="https://…">
     <button type="button" hidden>Copy</button>
   </copy-field>

   The words of data-done are announced. Without script the button stays hidden and the field is there to select. */

class CopyField extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input");
    this.button = this.querySelector("button");
    this.button.hidden = false;
    this.button.addEventListener("click", this.copy);
    this.field.addEventListener("focus", this.mark);
  }

  disconnectedCallback() {
    this.button.removeEventListener("click", this.copy);
    this.field.removeEventListener("focus", this.mark);
  }

  mark = () => this.field.select();

  copy = async () => {
    this.field.select();
    try {
      await navigator.clipboard.writeText(this.field.value);
    } catch {
      // Pages served without TLS in a hall have no clipboard object.
      document.execCommand("copy");
    }
    this.button.focus();
    this.announce(this.dataset.done);
  };

  announce(words) {
    const message = document.createElement("timed-message");
    message.className = "announcement";
    message.append(Object.assign(document.createElement("p"), { textContent: words }));
    document.getElementById("announcements").replaceChildren(message);
  }
}

customElements.define("copy-field", CopyField);
