/* The names of a large map from nearer: letters no longer grow, so that more names find room beside their marks.
   Those the whole map names come first, then whoever has most ties. Serves the Painter (map-painter.js). */

const LETTERS = 16; // pixels
const AIR = 3; // pixels around a name
const PAPER = 5; // pixels of it around letters
const LONG = 18; // letters; longer names take two lines
const MOST = 600; // marks in sight; among more there is no room

export class NearNames {
  constructor({ stage, data, ink }) {
    Object.assign(this, { stage, data, ink });
  }

  /* Find the spots of names from where one looks now; `keys` are the marks in sight that are drawn in full.
     Afterwards `spots` has the texts and the places they were set for by key, or is null where one is not near. */
  place(ctx, keys) {
    this.spots = this.stage.isNearer && keys.length <= MOST ? new Map() : null;
    if (!this.spots) return;
    const taken = this.taken(ctx, keys);
    for (const key of this.ranked(keys)) {
      const isFree = (text) => {
        const box = this.ink.box(ctx, text);
        return !taken.some((other) => meet(box, other));
      };
      const text = this.texts(ctx, key).find(isFree);
      if (!text) continue;
      taken.push(grown(this.ink.box(ctx, text), AIR * pixel(ctx)));
      this.spots.set(key, { text, from: this.stage.at(key) });
    }
  }

  /* Where a name stands; of somebody who found no spot, but is looked at, beside the mark. */
  spot(ctx, key) {
    const isLooked = key === this.stage.looked;
    return this.spots.get(key) ?? (isLooked ? { text: this.texts(ctx, key)[0], from: this.stage.at(key) } : null);
  }

  /* The boxes of the marks and words that are there already. */
  taken(ctx, keys) {
    const { hub, words } = this.stage.view;
    const disc = hub ? [around([hub.x, hub.y], [hub.radius, hub.radius])] : [];
    return [...keys.map((key) => this.round(key)), ...disc, ...words.map((each) => this.ink.box(ctx, each))];
  }

  round(key) {
    return around(this.stage.at(key), this.data.marks[key].half);
  }

  ranked(keys) {
    const { ties, labels } = this.stage.view;
    const ranks = new Map(keys.map((key) => [key, labels[key] ? ties.length : 0]));
    for (const { source, target } of ties) {
      for (const end of [source, target]) if (ranks.has(end)) ranks.set(end, ranks.get(end) + 1);
    }
    return [...keys].sort((one, other) => ranks.get(other) - ranks.get(one));
  }

  /* A name to the right of its mark, to the left, below and above. */
  texts(ctx, key) {
    const [x, y] = this.stage.at(key);
    const { left, top, right, bottom } = this.round(key);
    const [size, air, halo] = [LETTERS, AIR, PAPER].map((pixels) => pixels * pixel(ctx));
    const lines = broken(this.data.marks[key].name);
    const height = lines.length * size * 1.15;
    const text = (anchor, across, down) => ({
      lines: lines.map((line, index) => [line, across, down + size * (0.9 + 1.15 * index)]),
      ...{ anchor, size, halo, cut: "regular", colour: "ink" },
    });
    return [
      text("start", right + air, y - height / 2),
      text("end", left - air, y - height / 2),
      text("middle", x, bottom + air),
      text("middle", x, top - air - height),
    ];
  }
}

/* A pixel of the screen in the map's units. */
function pixel(ctx) {
  return devicePixelRatio / ctx.getTransform().a;
}

/* A long name in two lines, broken at the space nearest to its middle. */
function broken(name) {
  if (name.length <= LONG) return [name];
  const middle = name.length / 2;
  const spaces = [...name.matchAll(/ /g)].map(({ index }) => index);
  const [space] = spaces.sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle));
  return space ? [name.slice(0, space), name.slice(space + 1)] : [name];
}

function around([x, y], [width, height]) {
  return { left: x - width, right: x + width, top: y - height, bottom: y + height };
}

function grown({ left, right, top, bottom }, air) {
  return { left: left - air, right: right + air, top: top - air, bottom: bottom + air };
}

function meet(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
