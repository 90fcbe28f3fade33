/* <listed-now>: boxes to tick follow who is listed, with what is ticked in them.

   <listed-now data-for="id_listing"><datalist><option value="7">Kiosk keepers</option></datalist></listed-now>
   <div id="id_listing"><div><label><input type="checkbox" name="listing" value="7"> Kiosk keepers</label></div></div>

   It stands in a part that is swapped in anew when somebody is listed; the boxes stand outside, so
   that nothing is lost that was ticked there. */

class ListedNow extends HTMLElement {
  connectedCallback() {
    const list = document.getElementById(this.dataset.for);
    const boxes = [...(list?.querySelectorAll("input") ?? [])];
    const now = [...this.querySelectorAll("option")].map((option) => [option.value, option.text]);
    const before = boxes.map((box) => [box.value, box.labels[0].textContent.trim()]);
    if (!list || JSON.stringify(now) === JSON.stringify(before)) return;
    const ticked = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    list.replaceChildren(...now.map(([value, name]) => this.box(value, name, ticked.has(value))));
  }

  box(value, name, checked) {
    const input = Object.assign(document.createElement("input"), { type: "checkbox", name: "listing", value, checked });
    const [line, label] = [document.createElement("div"), document.createElement("label")];
    label.append(input, ` ${name}`);
    line.append(label);
    return line;
  }
}

customElements.define("listed-now", ListedNow);
