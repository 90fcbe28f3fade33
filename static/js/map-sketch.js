/* <map-sketch role="img"><canvas></canvas><script type="application/json">: a view of thousands, drawn at once.

   The JSON is that of ecosystem/maps/sketch.py. Drawn anew when the size or the colours change, larger and in
   the colours of paper when it is printed; `aria-busy` says until when there is nothing to see yet. */

import { Ink } from "./map-ink.js";

const AT_ONCE = 20; // hairlines in one stroke: much longer paths take far longer
const PRINTED = 4320; // pixels across the map, 260 to the inch on A3
const LEGIBLE = 5; // pixels; smaller letters are left out

class MapSketch extends HTMLElement {
  connectedCallback() {
    this.data = JSON.parse(this.querySelector("script").textContent);
    this.ink = new Ink(this);
    this.sized = new ResizeObserver(() => this.draw());
    this.looks = ["print", "(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => matchMedia(query));
    this.redraw = () => this.draw();
    for (const look of this.looks) look.addEventListener("change", this.redraw);
    const cuts = ["400", "600", "italic 400"].map((cut) => `${cut} 24px ${this.ink.sans}`);
    // Names are set in our typeface from the start.
    Promise.allSettled(cuts.map((cut) => document.fonts.load(cut))).then(() => this.sized.observe(this));
  }

  disconnectedCallback() {
    this.sized.disconnect();
    for (const look of this.looks) look.removeEventListener("change", this.redraw);
  }

  get across() {
    const [width, height] = this.data.size;
    if (this.looks[0].matches) return PRINTED;
    return Math.round(Math.min(this.clientWidth, (this.clientHeight * width) / height) * devicePixelRatio);
  }

  draw() {
    const { across } = this;
    if (!across) return;
    const [width, height] = this.data.size;
    const canvas = this.querySelector("canvas");
    [canvas.width, canvas.height] = [across, Math.round((across * height) / width)];
    const ctx = canvas.getContext("2d");
    ctx.scale(across / width, across / width);
    this.ink.refresh();
    this.under(ctx, across / width);
    this.over(ctx, across / width);
    this.ariaBusy = "false";
  }

  under(ctx, scale) {
    const { grounds, ties, tieAlpha, hub, words } = this.data;
    for (const ground of grounds) this.ink.ground(ctx, ground);
    this.ink.layer(ctx, tieAlpha, (sheet) => ties.forEach((tie) => this.hairs(sheet, tie, 1 / scale)));
    if (hub) this.ink.hub(ctx, hub);
    for (const text of words) this.ink.text(ctx, text, 0, 0, { halo: true });
  }

  hairs(ctx, { paths, colour }, width) {
    for (const some of paths.match(new RegExp(`(?:M[^M]+){1,${AT_ONCE}}`, "g"))) {
      this.ink.stroke(ctx, new Path2D(some), colour, width);
    }
  }

  over(ctx, scale) {
    const { legs, marks, leads, labels } = this.data;
    for (const leg of legs) this.ink.legs(ctx, leg, leg.at, leg.feet);
    for (const look of marks) {
      const isLegible = look.letters.size * scale >= LEGIBLE;
      const mark = { ...look, letters: { ...look.letters, lines: isLegible ? look.letters.lines : [] } };
      for (const [x, y] of look.at) this.ink.mark(ctx, mark, x, y, false);
    }
    for (const lead of leads) this.ink.stroke(ctx, new Path2D(lead), "quiet", 1);
    for (const text of labels) this.ink.text(ctx, text, 0, 0, { halo: true });
  }
}

customElements.define("map-sketch", MapSketch);
