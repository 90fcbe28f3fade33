/* Drawing a map on a canvas, with the outlines and courses the server sends and the page's colours.
   Serves <ecosystem-map> (ecosystem-map.js); holds no state but the colours read from the style sheet. */

import { Layer } from "./map-layer.js";

const HALO = 7; // around letters
const MARK_HALO = 10; // around marks, half of it outside
const BEAD = 2.4;
const SPACING = 0.12; // of letters set wide, in em
const AT_ONCE = 20; // hairlines in one stroke
const LEGIBLE = 5; // pixels; smaller letters are left out of a map of very many
const CUTS = { semibold: "600", italic: "italic 400", regular: "400" };

export class Ink {
  constructor(element) {
    this.element = element;
    this.paths = new Map();
    this.refresh();
  }

  refresh() {
    this.style = getComputedStyle(this.element);
    this.sans = this.style.getPropertyValue("--font-sans");
    this.serif = this.style.getPropertyValue("--font-serif");
    this.colours = new Map();
  }

  colour(token) {
    if (!this.colours.has(token)) this.colours.set(token, this.style.getPropertyValue(`--${token}`).trim());
    return this.colours.get(token);
  }

  path(data) {
    if (!this.paths.has(data)) this.paths.set(data, new Path2D(data));
    return this.paths.get(data);
  }

  ground(ctx, ground) {
    const path = this.path(ground.path);
    if (ground.fill !== "none") {
      ctx.save();
      ctx.globalAlpha *= ground.alpha;
      ctx.fillStyle = this.colour(ground.fill);
      ctx.fill(path);
      ctx.restore();
    }
    if (ground.stroke !== "none") this.stroke(ctx, path, ground.stroke, ground.width);
  }

  stroke(ctx, path, token, width, dash = []) {
    ctx.lineWidth = width;
    ctx.lineJoin = "round";
    ctx.lineCap = dash.length ? "butt" : "round";
    if (dash[0] < 1) ctx.lineCap = "round";
    ctx.setLineDash(dash);
    ctx.strokeStyle = this.colour(token);
    ctx.stroke(path);
    ctx.setLineDash([]);
  }

  /* What is drawn on a sheet of its own and laid down faintly: where it crosses itself it is not darker. */
  layer(ctx, alpha, draw) {
    this.sheet ??= new Layer();
    this.sheet.anew(ctx, draw);
    this.sheet.put(ctx, alpha);
  }

  /* Plain lines of one pixel, some at a time: one by one, or all in one path, they take far longer. */
  hairs(ctx, paths, token) {
    for (let index = 0; index < paths.length; index += AT_ONCE) {
      this.stroke(ctx, new Path2D(paths.slice(index, index + AT_ONCE).join("")), token, 1 / ctx.getTransform().a);
    }
  }

  tie(ctx, tie) {
    this.stroke(ctx, this.path(tie.path), tie.colour, tie.width, tie.dash);
    ctx.fillStyle = this.colour(tie.colour);
    for (const [x, y] of tie.dots ?? []) {
      ctx.beginPath();
      ctx.arc(x, y, BEAD, 0, 2 * Math.PI);
      ctx.fill();
    }
    if (tie.arrow) ctx.fill(this.path(tie.arrow));
  }

  straight(ctx, from, to, tie) {
    ctx.beginPath();
    ctx.moveTo(...from);
    ctx.lineTo(...to);
    ctx.lineWidth = tie.width;
    ctx.setLineDash(tie.dash ?? []);
    ctx.strokeStyle = this.colour(tie.colour);
    ctx.stroke();
    ctx.setLineDash([]);
  }

  legs(ctx, mark, at, feet) {
    if (!feet?.length) return;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = this.colour(mark.colour);
    ctx.lineWidth = 2.4;
    ctx.beginPath();
    ctx.moveTo(...at);
    ctx.lineTo(at[0], feet.at(-1));
    const alpha = ctx.globalAlpha;
    ctx.globalAlpha = alpha * 0.6;
    ctx.stroke();
    ctx.globalAlpha = alpha;
    for (const y of feet) {
      ctx.beginPath();
      ctx.arc(at[0], y, 6.5, 0, 2 * Math.PI);
      ctx.fill();
    }
    ctx.restore();
  }

  /* The line from a mark to a name that stands apart from it. */
  lead(ctx, x, y, [from, to]) {
    this.straight(ctx, [x + from[0], y + from[1]], [x + to[0], y + to[1]], { width: 1, colour: "quiet" });
  }

  /* Paper around a mark, so that ties pass it at a distance. */
  halo(ctx, mark, x, y) {
    ctx.save();
    ctx.translate(x, y);
    const path = this.path(mark.outer || mark.path);
    ctx.fillStyle = this.colour("paper");
    ctx.fill(path);
    this.stroke(ctx, path, "paper", MARK_HALO);
    ctx.restore();
  }

  mark(ctx, mark, x, y, { isChosen = false, isLettered = true } = {}) {
    ctx.save();
    ctx.translate(x, y);
    const path = this.path(mark.path);
    if (isChosen) this.ring(ctx, mark);
    ctx.fillStyle = this.colour("paper");
    if (mark.outer) {
      ctx.fill(this.path(mark.outer));
      this.stroke(ctx, this.path(mark.outer), mark.colour, 3.4);
    }
    ctx.fillStyle = this.colour("paper");
    ctx.fill(path);
    const alpha = ctx.globalAlpha;
    ctx.fillStyle = this.colour(mark.colour);
    ctx.globalAlpha = alpha * mark.fill;
    if (mark.fill) ctx.fill(path);
    ctx.globalAlpha = alpha * 0.35;
    if (mark.hatch) this.stroke(ctx, this.path(mark.hatch), mark.colour, 1);
    ctx.globalAlpha = alpha;
    this.stroke(ctx, path, mark.colour, 2, mark.ghost ? [6, 5] : []);
    if (isLettered) this.text(ctx, mark.letters, 0, 0);
    ctx.restore();
  }

  isLegible(ctx, mark) {
    return mark.letters.size * ctx.getTransform().a >= LEGIBLE;
  }

  ring(ctx, mark) {
    const [width, height] = mark.half;
    ctx.beginPath();
    ctx.ellipse(0, 0, width + 9, height + 9, 0, 0, 2 * Math.PI);
    ctx.lineWidth = 3;
    ctx.strokeStyle = this.colour("focus");
    ctx.stroke();
  }

  /* Set letters as a text asks for them. */
  set(ctx, text, family = this.sans) {
    ctx.font = `${CUTS[text.cut] ?? CUTS.regular} ${text.size}px ${family}`;
    ctx.textAlign = { start: "left", end: "right" }[text.anchor] ?? "center";
    ctx.textBaseline = "alphabetic";
    ctx.letterSpacing = text.cut === "spaced" ? `${text.size * SPACING}px` : "0px";
  }

  /* The room a text takes. */
  box(ctx, text, dx = 0, dy = 0) {
    this.set(ctx, text);
    const sizes = text.lines.map(([line, x, y]) => [ctx.measureText(line), x + dx, y + dy]);
    return {
      left: Math.min(...sizes.map(([size, x]) => x - size.actualBoundingBoxLeft)),
      right: Math.max(...sizes.map(([size, x]) => x + size.actualBoundingBoxRight)),
      top: Math.min(...sizes.map(([size, , y]) => y - size.fontBoundingBoxAscent)),
      bottom: Math.max(...sizes.map(([size, , y]) => y + size.fontBoundingBoxDescent)),
    };
  }

  text(ctx, text, dx, dy, { halo = false, family = this.sans } = {}) {
    this.set(ctx, text, family);
    ctx.lineJoin = "round";
    ctx.lineWidth = text.halo ?? HALO;
    ctx.strokeStyle = this.colour("paper");
    if (halo) for (const [line, x, y] of text.lines) ctx.strokeText(line, x + dx, y + dy);
    ctx.fillStyle = this.colour(text.colour);
    for (const [line, x, y] of text.lines) ctx.fillText(line, x + dx, y + dy);
  }

  hub(ctx, hub) {
    ctx.beginPath();
    ctx.arc(hub.x, hub.y, hub.radius, 0, 2 * Math.PI);
    ctx.fillStyle = this.colour("accent-deep");
    ctx.fill();
    this.text(ctx, hub.text, 0, 0, { family: this.serif });
  }
}
