/* <ecosystem-map> by keyboard: arrows go from mark to mark, Shift and arrows move the chosen one. */

const STEP = 12;
const WAIT_MS = 500;
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Keys {
  /* `calls`: look(key), choose(key or null), gather(key), moved([{ key, x, y }]), zoom(way). */
  constructor(stage, calls) {
    this.stage = stage;
    this.calls = calls;
    this.pressed = this.pressed.bind(this);
    stage.canvas.addEventListener("keydown", this.pressed);
  }

  close() {
    clearTimeout(this.timer);
    this.stage.canvas.removeEventListener("keydown", this.pressed);
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this.action(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  action({ key, shiftKey }) {
    const { stage, calls } = this;
    if (WAYS[key]) return () => (shiftKey ? this.push(WAYS[key]) : this.go(WAYS[key]));
    return {
      Enter: stage.pointed && (() => (shiftKey ? calls.gather(stage.pointed) : calls.choose(stage.pointed))),
      Escape: () => calls.choose(null),
      "+": () => calls.zoom("in"),
      "-": () => calls.zoom("out"),
      0: () => calls.zoom("all"),
    }[key];
  }

  /* Go to the nearest mark in a direction; marks off to the side count as further away. */
  go([dx, dy]) {
    const { stage } = this;
    const from = stage.looked;
    const [x, y] = from ? stage.at(from) : stage.middle;
    let best = null;
    let least = Infinity;
    for (const key of stage.seen.nodes) {
      const [ox, oy] = stage.at(key);
      const ahead = (ox - x) * dx + (oy - y) * dy;
      const aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
      const cost = ahead + 2 * aside;
      if (key !== from && ahead > 1 && cost < least) [best, least] = [key, cost];
    }
    if (best) this.calls.look(best);
  }

  push([dx, dy]) {
    const { stage } = this;
    const keys = stage.group.size ? [...stage.group] : [stage.looked].filter(Boolean);
    if (!keys.length || !stage.data.place) return;
    stage.lift(keys);
    for (const key of keys) {
      const [x, y] = stage.at(key);
      stage.network.moveNode(key, x + dx * STEP, y + dy * STEP);
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.calls.moved(keys.map((key) => stage.move(key))), WAIT_MS);
  }
}
