/* Moving a large map by hand (map-stage.js): the picture that is drawn is shifted as it is, which costs
   nothing however much is on it, and is drawn anew where it comes to rest. */

const REST_MS = 180;

export class Pan {
  constructor(stage) {
    this.stage = stage;
    this.start = null;
    stage.canvas.addEventListener("pointerdown", (event) => this.grasp(event));
    stage.canvas.addEventListener("pointermove", (event) => this.pull(event));
    for (const end of ["pointerup", "pointercancel"]) stage.canvas.addEventListener(end, () => this.letGo());
    // The library would look for the mark under the pointer at every move.
    stage.canvas.addEventListener("mousemove", (event) => this.start && event.stopPropagation(), { capture: true });
  }

  grasp(event) {
    const { left, top } = this.stage.canvas.getBoundingClientRect();
    const at = { x: event.clientX - left, y: event.clientY - top };
    if (event.button !== 0 || !event.isPrimary || this.stage.network.getNodeAt(at)) return;
    this.start = this.last = [event.clientX, event.clientY];
  }

  pull(event) {
    if (!this.start) return;
    this.last = [event.clientX, event.clientY];
    this.stage.canvas.querySelector("canvas").style.transform = `translate(${this.way.join("px, ")}px)`;
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.settle(), REST_MS);
  }

  get way() {
    return [this.last[0] - this.start[0], this.last[1] - this.start[1]];
  }

  letGo() {
    if (!this.start) return;
    this.settle();
    this.start = null;
  }

  settle() {
    clearTimeout(this.rest);
    const { network, canvas } = this.stage;
    const [across, down] = this.way;
    this.start = this.last;
    if (!across && !down) return;
    const { x, y } = network.getViewPosition();
    const scale = network.getScale();
    network.moveTo({ position: { x: x - across / scale, y: y - down / scale }, scale });
    network.redraw();
    canvas.querySelector("canvas").style.transform = "";
  }
}
