/* What <ecosystem-map> draws in which strength: guides, ties, marks and names of a Stage (map-stage.js). */

import { Ink } from "./map-ink.js";
import { Layer, Sight } from "./map-layer.js";
import { NearNames } from "./map-names.js";

const FADED = 0.13;
const FAR = 0.35;
const FAR_TIE = 0.12;
const MOST_PATTERNS = 4000; // ties in sight; more are plain hairlines
const MOST_LETTERED = 1000; // marks in sight; of more only letters large enough to be read are drawn

export class Painter {
  constructor(stage) {
    this.stage = stage;
    this.data = stage.data;
    this.ink = new Ink(stage.canvas);
    this.tieLayer = new Layer();
    this.markLayer = new Layer();
    this.names = new NearNames(this);
  }

  /* Of very many marks those that stand still are drawn once, in layers. */
  get isLayered() {
    return this.stage.isCrowd && !this.stage.isMoving;
  }

  /* Whether a mark is drawn by itself: looked at, outlined or being moved. */
  isApart(key) {
    return Boolean(this.near?.has(key) || this.stage.held?.has(key) || this.isOutlined(key));
  }

  /* Chosen, gathered, or of the group that was opened. */
  isOutlined(key) {
    const { group, chosen, opened } = this.stage;
    return group.has(key) || opened.has(key) || key === chosen;
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
    const isChosen = this.isOutlined(id);
    const isDrawn = !this.isLayered || this.isApart(id);
    return {
      drawNode: () => isDrawn && this.faint(ctx, this.alpha(id), () => this.ink.mark(ctx, mark, x, y, { isChosen })),
      drawExternalLabel: () => isDrawn && this.label(ctx, id, x, y),
      nodeDimensions: { width: 2 * width, height: 2 * height },
    };
  }

  /* The project's disc is drawn beneath the marks; here it only takes its room. */
  centre() {
    const size = 2 * (this.stage.view.hub?.radius ?? 1);
    return { drawNode: () => {}, nodeDimensions: { width: size, height: size } };
  }

  label(ctx, key, x, y) {
    const { looked, isMoving } = this.stage;
    const alpha = this.alpha(key);
    const named = this.named(ctx, key);
    if (isMoving || !named || (alpha === FADED && key !== looked)) return;
    const { text, from: [px, py], lead } = named;
    this.faint(ctx, alpha, () => {
      if (lead) this.ink.lead(ctx, x, y, lead);
      this.ink.text(ctx, text, x - px, y - py, { halo: true });
    });
  }

  /* A name, where its mark stood when it was set, and the line that leads to it; null for none. */
  named(ctx, key) {
    const { view, looked } = this.stage;
    if (this.names.spots) return this.names.spot(ctx, key);
    const text = view.labels[key] ?? (key === looked ? this.spare(key) : null);
    return text && { text, from: view.places[key], lead: view.leads[key] };
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
    if (this.isLayered) this.layTies(ctx);
    else if (!isMoving) this.ties(ctx, view.ties);
    if (view.hub) this.ink.hub(ctx, view.hub);
    for (const words of view.words) this.ink.text(ctx, words, 0, 0, { halo: true });
    if (this.isLayered) this.markLayer.lay(ctx, this.stage.turn, this.near ? FAR : 1, (sheet) => this.stillMarks(sheet));
    else if (!isMoving) this.foundations(ctx);
  }

  /* What stands beneath the marks. */
  foundations(ctx) {
    const { view } = this.stage;
    for (const [key, feet] of Object.entries(view.feet)) {
      const mark = this.data.marks[key];
      this.faint(ctx, this.alpha(key), () => this.ink.legs(ctx, mark, this.stage.at(key), feet));
    }
    if (view.hasHalos) this.halos(ctx);
  }

  layTies(ctx) {
    const { turn, held, view } = this.stage;
    const shown = view.ties.filter((tie) => this.tieAlpha(tie));
    const isHeld = ({ source, target }) => held?.has(source) || held?.has(target);
    const alpha = this.near ? FAR_TIE : this.restingAlpha;
    this.tieLayer.lay(ctx, turn, alpha, (sheet) => this.stillTies(sheet, shown.filter((tie) => !isHeld(tie))));
    this.ties(ctx, shown.filter((tie) => isHeld(tie) || this.tieAlpha(tie) > alpha));
  }

  stillTies(ctx, ties) {
    const sight = new Sight(ctx);
    const { places, hub } = this.stage.view;
    const at = (key) => places[key] ?? [hub.x, hub.y];
    const seen = ties.filter(({ source, target }) => sight.meets(at(source), at(target)));
    if (seen.length <= MOST_PATTERNS) for (const tie of seen) this.ink.tie(ctx, tie);
    else for (const [colour, some] of grouped(seen, (tie) => tie.colour)) {
      this.ink.hairs(ctx, some.map(({ path }) => path), colour);
    }
  }

  stillMarks(ctx) {
    const { near } = this;
    this.near = null; // who is near is drawn over this
    this.foundations(ctx);
    const sight = new Sight(ctx);
    const { held, view } = this.stage;
    const keys = Object.keys(this.data.marks).filter((key) => !held?.has(key));
    const seen = keys.filter((key) => sight.has(this.stage.at(key), this.data.marks[key].half[0]));
    for (const key of seen) {
      const mark = this.data.marks[key];
      const isLettered = seen.length <= MOST_LETTERED || this.ink.isLegible(ctx, mark);
      this.faint(ctx, this.alpha(key), () => this.ink.mark(ctx, mark, ...this.stage.at(key), { isLettered }));
    }
    this.names.place(ctx, seen.filter((key) => this.alpha(key) === 1));
    for (const key of this.names.spots?.keys() ?? keys.filter((each) => view.labels[each])) {
      if (this.alpha(key) === 1) this.label(ctx, key, ...this.stage.at(key));
    }
    this.near = near;
  }

  halos(ctx) {
    for (const [key, mark] of Object.entries(this.data.marks)) {
      const alpha = this.alpha(key);
      if (alpha === 1) this.ink.halo(ctx, mark, ...this.stage.at(key));
    }
  }

  /* Faint ties are drawn whole and laid down at once, so that where many cross it is not darker. */
  ties(ctx, all) {
    for (const [alpha, ties] of grouped(all, (tie) => this.tieAlpha(tie))) {
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
    if (!looked) return this.restingAlpha;
    return looked === source || looked === target ? 1 : FAR_TIE;
  }

  get restingAlpha() {
    return this.stage.seen.kind === "all" ? this.stage.view.tieAlpha : 0.9;
  }
}

function grouped(things, name) {
  const groups = new Map();
  for (const thing of things) {
    const group = name(thing);
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(thing);
  }
  return groups;
}
