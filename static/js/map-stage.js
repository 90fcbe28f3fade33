/* The canvas of <ecosystem-map>: vis-network with marks of our own; the painter draws beneath them.
   `data` is the payload of ecosystem/maps/payload.py. Calls back: choose(key), gather(key), moved([{ key, x, y }]). */

import { Painter } from "./map-painter.js";
import { Pan } from "./map-pan.js";

const MOTION_MS = 220;
const CROWD = 80;
const CLOSEST = 4;
const FURTHEST = 0.3;
const OPENING = 2; // from this scale on, the group one looks at opens
const NEARER = 1.2; // times the scale of the whole map: more names come into sight
const ROOM = 90; // around marks that are brought into sight, for themselves and their names

export class Stage {
  constructor(canvas, data, calls) {
    this.canvas = canvas;
    this.data = data;
    this.calls = calls;
    this.chosen = this.pointed = this.held = null;
    this.group = new Set();
    this.opened = new Set(); // outlined until somebody is chosen
    this.turn = 0; // counts what changes the marks and ties that stand still
    this.seen = { nodes: new Set(Object.keys(data.marks)), kind: "all" };
    this.view = data.views[data.view];
    this.painter = new Painter(this);
    const nodes = new vis.DataSet(this.nodeList());
    const edges = new vis.DataSet(data.edges);
    this.network = new vis.Network(canvas, { nodes, edges }, this.options());
    this.listen();
    if (this.isCrowd) this.pan = new Pan(this);
    this.watch();
    this.whole();
  }

  get isCrowd() {
    return this.data.nodes.length > CROWD;
  }

  options() {
    const dragNodes = Boolean(this.data.place);
    const interaction = { ...this.data.options.interaction, dragNodes, dragView: !this.isCrowd, zoomView: false };
    return { ...this.data.options, interaction };
  }

  nodeList() {
    const ctxRenderer = (drawing) => this.painter.renderer(drawing);
    return this.data.nodes.map((node) => ({ ...node, label: undefined, ctxRenderer }));
  }

  listen() {
    this.network.on("beforeDrawing", (ctx) => this.painter.under(ctx));
    this.network.on("click", (event) => this.clicked(event));
    this.network.on("hoverNode", ({ node }) => this.point(node));
    this.network.on("blurNode", () => this.point(null));
    this.network.on("dragStart", ({ nodes }) => this.lift(nodes));
    this.network.on("dragEnd", ({ nodes }) => this.drop(nodes));
    this.network.on("resize", () => (this.isFramed ? this.frame([...this.opened]) : this.whole()));
  }

  /* The look may change: colours by the reader's choice, letters when the typeface arrives. */
  watch() {
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.repaint = () => {
      this.painter.ink.refresh();
      this.changed();
    };
    this.dark.addEventListener("change", this.repaint);
    const cuts = ["400", "600", "italic 400"].map((cut) => `${cut} 24px ${this.painter.ink.sans}`);
    const isThere = cuts.every((cut) => document.fonts.check(cut));
    if (!isThere) Promise.allSettled(cuts.map((cut) => document.fonts.load(cut))).then(this.repaint);
  }

  close() {
    this.dark.removeEventListener("change", this.repaint);
    this.network.destroy();
    this.network = null;
  }

  /* The mark that is looked at: the one pointed at, or else the chosen one. */
  get looked() {
    return this.pointed ?? this.chosen;
  }

  at(key) {
    const { x, y } = this.network.getPosition(key);
    return [x, y];
  }

  point(key) {
    this.pointed = this.data.marks[key] ? key : null;
    this.canvas.classList.toggle("is-pointing", Boolean(this.pointed));
    this.refresh();
  }

  choose(key) {
    this.chosen = key;
    if (key) this.opened.clear();
    if (!this.group.has(key)) this.group.clear();
    this.refresh();
  }

  /* Marks gathered with Shift move together; the library drags what it holds as selected. */
  gather(key) {
    if (!this.group.size && this.chosen && this.chosen !== key) this.group.add(this.chosen);
    if (!this.group.delete(key)) this.group.add(key);
    this.network.selectNodes([...this.group], false);
    this.refresh();
  }

  clicked({ nodes, pointer, event }) {
    const key = this.network.getNodeAt(pointer.DOM) ?? nodes[0];
    const mark = this.data.marks[key] ? key : null;
    if (mark && event.srcEvent.shiftKey) this.calls.gather(mark);
    else this.calls.choose(mark);
  }

  /* The mark under a pointer's event, null when there is none. */
  markAt({ clientX, clientY }) {
    if (this.drawing) this.draw(); // the library knows how large marks are when it has drawn them
    const { left, top } = this.canvas.getBoundingClientRect();
    const key = this.network.getNodeAt({ x: clientX - left, y: clientY - top });
    return this.data.marks[key] ? key : null;
  }

  filter(nodes, kind) {
    this.seen = { nodes, kind };
    this.turn += 1;
    this.refresh();
  }

  refresh() {
    this.painter.look(this.looked);
    this.redraw();
  }

  changed() {
    this.turn += 1;
    this.redraw();
  }

  /* Draw once in the next frame, however often it is asked for till then. */
  redraw() {
    this.drawing ??= requestAnimationFrame(() => this.draw());
  }

  draw() {
    cancelAnimationFrame(this.drawing);
    this.drawing = undefined;
    this.network?.redraw();
  }

  lift(keys) {
    const held = new Set(keys.filter((key) => this.data.marks[key]));
    if (!held.size && !this.held?.size) return;
    this.held = held;
    this.changed();
  }

  drop(keys) {
    const moves = keys.filter((key) => this.held?.has(key)).map((key) => this.move(key));
    if (moves.length) this.calls.moved(moves);
  }

  move(key) {
    const [x, y] = this.at(key);
    return { key, x, y };
  }

  /* Show a view, or the same one anew after a move. */
  show(view) {
    const from = Object.fromEntries(Object.keys(this.data.marks).map((key) => [key, this.at(key)]));
    this.view = view;
    this.held = null;
    this.turn += 1;
    if (this.data.nodes.some(({ id }) => id === this.data.project)) {
      const [width, height] = this.data.size;
      this.network.moveNode(this.data.project, view.hub?.x ?? width / 2, view.hub?.y ?? height / 2);
    }
    this.painter.look(this.looked);
    this.travel(from, view.places, matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : MOTION_MS);
  }

  travel(from, to, duration) {
    const start = performance.now();
    const step = (now) => {
      if (!this.network || this.view.places !== to) return;
      const share = duration ? Math.min((now - start) / duration, 1) : 1;
      const eased = share * (2 - share);
      this.isMoving = share < 1;
      this.canvas.ariaBusy = String(this.isMoving);
      for (const [key, [x, y]] of Object.entries(to)) {
        const [fx, fy] = from[key];
        this.network.moveNode(key, fx + (x - fx) * eased, fy + (y - fy) * eased);
      }
      this.network.redraw();
      if (this.isMoving) requestAnimationFrame(step);
    };
    step(start);
  }

  whole() {
    const [width, height] = this.data.size;
    this.isFramed = false;
    this.network.moveTo({ position: { x: width / 2, y: height / 2 }, scale: this.fitting(width, height) });
  }

  /* The scale at which so much of the map fills what is seen. */
  fitting(width, height) {
    return Math.min(this.canvas.clientWidth / width, this.canvas.clientHeight / height) || 1;
  }

  /* Outline marks and bring them into sight, near, but not so near that the next group opens. */
  frame(keys) {
    this.opened = new Set(keys);
    const spots = keys.map((key) => this.at(key));
    const [across, down] = [0, 1].map((axis) => spots.map((spot) => spot[axis]));
    const [left, right, top, bottom] = [Math.min(...across), Math.max(...across), Math.min(...down), Math.max(...down)];
    const near = Math.min(this.fitting(right - left + 2 * ROOM, bottom - top + 2 * ROOM), OPENING * 0.7);
    const position = { x: (left + right) / 2, y: (top + bottom) / 2 };
    this.network.moveTo({ position, scale: Math.max(near, this.fitting(...this.data.size)) });
    this.isFramed = true;
    this.refresh();
  }

  zoom(factor) {
    const scale = this.network.getScale() * factor;
    this.network.moveTo({ scale: Math.min(Math.max(scale, FURTHEST), CLOSEST) });
  }

  /* Nearer than where the whole map is seen. */
  get isNearer() {
    return this.network.getScale() > NEARER * this.fitting(...this.data.size);
  }

  get isClose() {
    return this.network.getScale() >= OPENING;
  }

  /* The middle of what is seen. */
  get middle() {
    const { x, y } = this.network.getViewPosition();
    return [x, y];
  }

  /* Of some marks the one nearest to the middle of what is seen, null when none is within sight. */
  nearest(keys) {
    const [x, y] = this.middle;
    const away = (key) => Math.hypot(this.at(key)[0] - x, this.at(key)[1] - y);
    const [key] = keys.sort((one, other) => away(one) - away(other));
    return key && away(key) * this.network.getScale() < this.canvas.clientHeight / 4 ? key : null;
  }

  focus(key) {
    const [x, y] = this.at(key);
    this.network.moveTo({ position: { x, y }, scale: Math.max(this.network.getScale(), 1) });
  }
}
