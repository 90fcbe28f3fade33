/* <map-png data-source="poster.svg"><button hidden>: the poster as a picture file, made in the browser.

   The button follows the view on the page (?view=...) and downloads a PNG of 5025 by 2825 pixels: 300 to
   the inch on A3, and still within what a phone's canvas holds. */

const SCALE = 2.5;

class MapPng extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.make());
  }

  async make() {
    const view = new URLSearchParams(location.search).get("view");
    const address = new URL(this.dataset.source, location.href);
    if (view) address.searchParams.set("view", view);
    this.button.setAttribute("aria-busy", "true");
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) await this.save(await answer.text(), view ?? "map");
    this.button.removeAttribute("aria-busy");
  }

  async save(svg, name) {
    const picture = new Image();
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = picture.naturalWidth * SCALE;
    canvas.height = picture.naturalHeight * SCALE;
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${name}.png`;
    link.click();
    URL.revokeObjectURL(link.href);
  }
}

customElements.define("map-png", MapPng);
