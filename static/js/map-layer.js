/* What stands still of a map with very many marks (map-painter.js): drawn once and laid down as one picture until
   something of it changes, so that pointing at a mark or moving one costs no more than on a small map. */

export class Layer {
  constructor() {
    this.ctx = document.createElement("canvas").getContext("2d");
    this.drawn = "";
  }

  /* `key` says what it shows; where the map is looked at from is minded here. */
  lay(ctx, key, alpha, draw) {
    const { width, height } = ctx.canvas;
    const drawn = [key, ctx.getTransform(), width, height].join();
    if (drawn !== this.drawn) this.anew(ctx, draw);
    this.drawn = drawn;
    this.put(ctx, alpha);
  }

  anew(ctx, draw) {
    const { canvas } = this.ctx;
    [canvas.width, canvas.height] = [ctx.canvas.width, ctx.canvas.height];
    this.ctx.setTransform(ctx.getTransform());
    draw(this.ctx);
  }

  put(ctx, alpha) {
    ctx.save();
    ctx.resetTransform();
    ctx.globalAlpha = alpha;
    ctx.drawImage(this.ctx.canvas, 0, 0);
    ctx.restore();
  }
}

/* The part of the map that is in sight, with some room around it. */
export class Sight {
  constructor(ctx) {
    const back = ctx.getTransform().inverse();
    const { width, height } = ctx.canvas;
    this.scale = ctx.getTransform().a;
    this.from = back.transformPoint({ x: 0, y: 0 });
    this.to = back.transformPoint({ x: width, y: height });
  }

  has([x, y], room) {
    const { from, to } = this;
    return x + room > from.x && x - room < to.x && y + room > from.y && y - room < to.y;
  }

  /* Whether a tie may pass: it bends away from its middle by less than half its length. */
  meets([x, y], [otherX, otherY]) {
    return this.has([(x + otherX) / 2, (y + otherY) / 2], Math.hypot(x - otherX, y - otherY));
  }
}
