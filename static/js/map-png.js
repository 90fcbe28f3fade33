/* <map-png data-source="poster.svg" data-failed="words"><button hidden>: the poster as a picture file, made
   in the browser.

   The button follows the view on the page (?view=...) and downloads a PNG of 5025 by 2825 pixels that says
   it has 300 to the inch, so that it comes to the size of A3 wherever it is placed; that is still within
   what a phone's canvas holds. The words of data-failed are announced when there is no picture. */

const SCALE = 2.5;
const PIXELS_A_METRE = Math.round(300 / 0.0254);
// A PNG starts with eight bytes and its header of 25; how dense it is stands after them.
const AFTER_HEADER = 33;

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
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.statusText);
      const name = /filename="(.+)\.svg"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1];
      await this.save(await answer.text(), name ?? "map");
    } catch {
      this.announce(this.dataset.failed);
    } finally {
      this.button.removeAttribute("aria-busy");
    }
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
    link.href = URL.createObjectURL(new Blob(dense(await blob.arrayBuffer()), { type: "image/png" }));
    link.download = `${name}.png`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  announce(words) {
    const message = document.createElement("timed-message");
    message.className = "announcement";
    message.append(Object.assign(document.createElement("p"), { textContent: words }));
    document.getElementById("announcements").replaceChildren(message);
  }
}

/* The parts of a PNG with a chunk that says how many pixels go to the metre. */
function dense(png) {
  const chunk = new DataView(new ArrayBuffer(21));
  chunk.setUint32(0, 9);
  "pHYs".split("").forEach((letter, at) => chunk.setUint8(4 + at, letter.charCodeAt(0)));
  chunk.setUint32(8, PIXELS_A_METRE);
  chunk.setUint32(12, PIXELS_A_METRE);
  chunk.setUint8(16, 1);
  chunk.setUint32(17, checksum(new Uint8Array(chunk.buffer, 4, 13)));
  return [png.slice(0, AFTER_HEADER), chunk.buffer, png.slice(AFTER_HEADER)];
}

function checksum(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
}

customElements.define("map-png", MapPng);
