/* <choice-list>: choose by typing and arrow keys from a native list.

   <choice-list src="/register/litto/choices/">
     <input name="other" list="stakeholders">
     <input type="hidden" name="stakeholder" data-choice-id>
   </choice-list>
   <datalist id="stakeholders">
     <option value="Water and Sanitation Office" label="OEA" data-id="3" data-mark="LA" data-colour="1">
   </datalist>

   `src` (optional) answers ?q= with such options; else the list itself is searched. The hidden input
   (optional) gets the chosen data-id; other text empties it. Choosing sends `input` and `change` from the
   visible input, then `choice` with {id, value}. Without script the browser's own datalist works. */
const SHOWN = 8;
const PAUSE_MS = 150;
let count = 0;
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[\u2018\u2019]/g, "'").toLowerCase().trim();

function read(option) {
  const { id = "", mark = "", colour = "" } = option.dataset;
  const label = option.getAttribute("label") || "";
  return { value: option.value, label, id, mark, colour, text: fold(`${option.value} ${label}`) };
}

function search(choices, words) {
  const wanted = fold(words).split(/\s+/);
  const starts = (choice) => Number(!choice.text.startsWith(wanted[0]));
  const found = choices.filter((choice) => wanted.every((word) => choice.text.includes(word)));
  return found.sort((one, other) => starts(one) - starts(other)).slice(0, SHOWN);
}

class ChoiceList extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input:not([type=hidden])");
    if (!this.input || this.box) return;
    this.idField = this.querySelector("[data-choice-id]");
    this.source = document.getElementById(this.input.getAttribute("list"));
    this.input.removeAttribute("list");
    this.box = this.makeBox();
    const state = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": this.box.id, "aria-expanded": "false" };
    for (const [name, value] of Object.entries(state)) this.input.setAttribute(name, value);
    this.input.addEventListener("input", () => this.isChoosing || this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => this.close());
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  makeBox() {
    const box = document.createElement("ul");
    count += 1;
    Object.assign(box, { id: `choice-list-${count}`, className: "choice-box", hidden: true });
    box.setAttribute("role", "listbox");
    box.setAttribute("aria-label", this.input.labels?.[0]?.textContent.trim() || this.input.ariaLabel || "");
    box.addEventListener("pointerdown", (event) => event.preventDefault());
    box.addEventListener("click", (event) => {
      const row = event.target.closest("[role=option]");
      if (row) this.choose(this.choices[[...box.children].indexOf(row)]);
    });
    this.append(box);
    return box;
  }

  typed() {
    if (this.idField) this.idField.value = "";
    clearTimeout(this.timer);
    this.request?.abort();
    const words = this.input.value;
    if (!words.trim()) this.close();
    else if (this.getAttribute("src")) this.timer = setTimeout(() => this.ask(words), PAUSE_MS);
    else this.show(search([...(this.source?.options ?? [])].map(read), words));
  }

  async ask(words) {
    this.request = new AbortController();
    try {
      const address = new URL(this.getAttribute("src"), location.href);
      address.searchParams.set("q", words);
      const answer = await fetch(address, { signal: this.request.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.show([...page.querySelectorAll("option")].map(read).slice(0, SHOWN));
    } catch (error) {
      if (error.name !== "AbortError") this.show(search([...(this.source?.options ?? [])].map(read), words));
    }
  }

  show(choices) {
    this.choices = choices;
    this.active = -1;
    this.box.replaceChildren(...choices.map((choice, index) => this.makeRow(choice, index)));
    const isOpen = choices.length > 0 && document.activeElement === this.input;
    this.box.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    this.input.removeAttribute("aria-activedescendant");
  }

  makeRow(choice, index) {
    const row = document.createElement("li");
    row.id = `${this.box.id}-${index}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    const parts = [[choice.mark, `mark is-${choice.colour}`], [choice.value, ""], [choice.label, "quiet"]];
    for (const [textContent, className] of parts.filter(([text]) => text)) {
      row.append(Object.assign(document.createElement("span"), { className, textContent, dir: "auto" }), " ");
    }
    return row;
  }

  pressed(event) {
    if (this.box.hidden) {
      if (event.key === "ArrowDown" && this.input.value.trim()) this.typed();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.move((this.active + step + this.choices.length + (this.active < 0 && step < 0)) % this.choices.length);
    else if (event.key === "Enter" && this.active >= 0) this.choose(this.choices[this.active]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  move(index) {
    this.active = index;
    [...this.box.children].forEach((row, place) => row.setAttribute("aria-selected", String(place === index)));
    this.box.children[index].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", this.box.children[index].id);
  }

  choose(choice) {
    this.input.value = choice.value;
    if (this.idField) this.idField.value = choice.id;
    this.close();
    this.isChoosing = true;
    for (const name of ["input", "change"]) this.input.dispatchEvent(new Event(name, { bubbles: true }));
    this.isChoosing = false;
    this.dispatchEvent(new CustomEvent("choice", { bubbles: true, detail: { id: choice.id, value: choice.value } }));
  }

  close() {
    clearTimeout(this.timer);
    this.show([]);
  }
}

customElements.define("choice-list", ChoiceList);
