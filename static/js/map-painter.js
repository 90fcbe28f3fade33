/* What <ecosystem-map> draws in which strength: guides, ties, marks and names of a Stage (map-stage.js). */

import { Ink } from "./map-ink.js";

const FADED = 0.13;
const FAR = 0.35;
const FAR_TIE = 0.12;

export class Painter {
  constructor(stage) {
    this.stage = stage;
    this.data = stage.data;
    this.ink = new Ink(stage.canvas);
  }

  /* Full, or fainter when a filter or the looked-at mark leaves it out. */
  alpha(key) {
    if (!this.stage.seen.nodes.has(key)) return FADED;
    return !this.near || this.near.has(key) ? 1 : FAR;
  }

  /* The looked-at mark and whom it is tied to; null when none is looked at. */
  look(key) {
    this.near = key ? new Set([key]) : null;
    if (!key) return;
    for (const { source, target } of this.stage.view.ties) {
      if (source === key) this.near.add(target);
      if (target === key) this.near.add(source);
    }
  }

  renderer({ ctx, id, x, y }) {
    const mark = this.data.marks[id];
    if (!mark) return this.centre();
    const [width, height] = mark.half;
    const isChosen = id === this.stage.chosen || this.stage.group.has(id);
    return {
      drawNode: () => this.faint(ctx, this.alpha(id), () => this.ink.mark(ctx, mark, x, y, isChosen)),
      drawExternalLabel: () => this.label(ctx, id, x, y),
      nodeDimensions: { width: 2 * width, height: 2 * height },
    };
  }

  /* The project's disc is drawn beneath the marks; here it only takes its room. */
  centre() {
    const size = 2 * (this.stage.view.hub?.radius ?? 1);
    return { drawNode: () => {}, nodeDimensions: { width: size, height: size } };
  }

  label(ctx, key, x, y) {
    const { view, looked, isMoving } = this.stage;
    const alpha = this.alpha(key);
    const text = view.labels[key] ?? (key === looked ? this.spare(key) : null);
    if (isMoving || !text || (alpha === FADED && key !== looked)) return;
    const [px, py] = view.places[key];
    this.faint(ctx, alpha, () => {
      if (view.leads[key]) this.ink.lead(ctx, x, y, view.leads[key]);
      this.ink.text(ctx, text, x - px, y - py, { halo: true });
    });
  }

  /* A name that found no free side shows when its mark is looked at. */
  spare(key) {
    const { name, half } = this.data.marks[key];
    const [x, y] = this.stage.view.places[key];
    return { lines: [[name, x, y + half[1] + 24]], anchor: "middle", size: 22, cut: "semibold", colour: "ink" };
  }

  faint(ctx, alpha, draw) {
    if (!alpha) return;
    ctx.save();
    ctx.globalAlpha = alpha;
    draw();
    ctx.restore();
  }

  under(ctx) {
    const { view, isMoving } = this.stage;
    for (const ground of view.grounds) this.ink.ground(ctx, ground);
    if (!isMoving) this.ties(ctx, view.ties);
    if (view.hub) this.ink.hub(ctx, view.hub);
    for (const words of view.words) this.ink.text(ctx, words, 0, 0, { halo: true });
    for (const [key, feet] of isMoving ? [] : Object.entries(view.feet)) {
      const mark = this.data.marks[key];
      this.faint(ctx, this.alpha(key), () => this.ink.legs(ctx, mark, this.stage.at(key), feet));
    }
    if (view.hasHalos && !isMoving) this.halos(ctx);
  }

  halos(ctx) {
    for (const [key, mark] of Object.entries(this.data.marks)) {
      const alpha = this.alpha(key);
      if (alpha === 1) this.ink.halo(ctx, mark, ...this.stage.at(key));
    }
  }

  /* Faint ties are drawn whole and laid down at once, so that where many cross it is not darker. */
  ties(ctx, all) {
    const byAlpha = new Map();
    for (const tie of all) {
      const alpha = this.tieAlpha(tie);
      if (!byAlpha.has(alpha)) byAlpha.set(alpha, []);
      byAlpha.get(alpha).push(tie);
    }
    for (const [alpha, ties] of byAlpha) {
      if (alpha === 1) for (const tie of ties) this.tie(ctx, tie);
      else if (alpha) this.ink.layer(ctx, alpha, (under) => ties.forEach((tie) => this.tie(under, tie)));
    }
  }

  tie(ctx, tie) {
    const { held } = this.stage;
    if (!held?.has(tie.source) && !held?.has(tie.target)) this.ink.tie(ctx, tie);
    else this.ink.straight(ctx, this.stage.at(tie.source), this.stage.at(tie.target), tie);
  }

  tieAlpha({ kind, source, target }) {
    const { seen, looked } = this.stage;
    const isSeen = [source, target].every((key) => key === this.data.project || seen.nodes.has(key));
    const isKind = seen.kind === "all" || seen.kind === kind || (kind === "partner" && seen.kind !== "none");
    if (!isSeen || !isKind) return 0;
    if (!looked) return seen.kind === "all" ? this.stage.view.tieAlpha : 0.9;
    return looked === source || looked === target ? 1 : FAR_TIE;
  }
}
