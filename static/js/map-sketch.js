/* <map-sketch role="img"><canvas></canvas><script type="application/json">: a view of thousands, drawn at once.

   The JSON is that of ecosystem/maps/sketch.py. Drawn anew when the size or the colours change, larger and in
   the colours of paper when it is printed; `aria-busy` says until when there is nothing to see yet. */

import { Ink } from "./map-ink.js";

const PRINTED = 4320; // pixels across the map, 260 to the inch on A3

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
    this.under(ctx);
    this.over(ctx);
    this.ariaBusy = "false";
  }

  under(ctx) {
    const { grounds, ties, tieAlpha, hub, words } = this.data;
    for (const ground of grounds) this.ink.ground(ctx, ground);
    this.ink.layer(ctx, tieAlpha, (sheet) => this.hairs(sheet, ties));
    if (hub) this.ink.hub(ctx, hub);
    for (const text of words) this.ink.text(ctx, text, 0, 0, { halo: true });
  }

  hairs(ctx, ties) {
    for (const { paths, colour } of ties) this.ink.hairs(ctx, paths.split(/(?=M)/), colour);
  }

  over(ctx) {
    const { legs, marks, leads, labels } = this.data;
    for (const leg of legs) this.ink.legs(ctx, leg, leg.at, leg.feet);
    for (const mark of marks) {
      const isLettered = this.ink.isLegible(ctx, mark);
      for (const [x, y] of mark.at) this.ink.mark(ctx, mark, x, y, { isLettered });
    }
    for (const lead of leads) this.ink.stroke(ctx, new Path2D(lead), "quiet", 1);
    for (const text of labels) this.ink.text(ctx, text, 0, 0, { halo: true });
  }
}

customElements.define("map-sketch", MapSketch);
