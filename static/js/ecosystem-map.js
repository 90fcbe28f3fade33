/* <ecosystem-map>: four views of one map, with filters, search, a panel and moving by hand.

   <ecosystem-map data-map="map-data"> ... templates/maps/ecosystem_map.html ... </ecosystem-map>
   With data-source and data-library instead, the picture stays until somebody reaches for the map; then the
   map's data, the library and what draws a moving map (map-stage.js) are fetched, or at once with data-wakes.
   [data-rows="/page"] in the table stands for rows that are fetched when they are asked for.

   Controls by data-: view (links), tools, search, filter, partners, clear, family, group, kind, looks, zoom,
   back, undo, redo; parts:
   canvas, panel, said, shown, words, row. Links elsewhere with data-follows-view lead to the same view,
   those with data-keeps-state to what the filters leave and who is chosen.
   Without script the picture, links, legend and table stay. */

import { Filter } from "./map-filter.js";
import { Keys } from "./map-keys.js";
import { fill, show } from "./map-panel.js";
import { Moves } from "./map-moves.js";
import { Reading } from "./map-reading.js";
import { Table } from "./map-table.js";

const CONTROLS = ["view", "zoom", "clear", "back", "undo", "redo", "close"].map((name) => `[data-${name}]`).join();

const REACHES = ["pointerover", "pointerdown", "focusin"];

class EcosystemMap extends HTMLElement {
  connectedCallback() {
    this.classList.add("is-live");
    this.words = this.querySelector("[data-words]").dataset;
    for (const tool of this.querySelectorAll("[data-tools]")) tool.hidden = false;
    const isTable = matchMedia("(max-width: 40rem)").matches; // a phone shows no map, but its table
    this.table.open = !this.table.querySelector("[data-rows]") && isTable;
    this.table.open ||= Boolean(this.table.querySelector(":target"));
    this.rows = new Table(this);
    this.table.addEventListener("toggle", () => this.table.open && this.tabulate());
    for (const type of ["click", "input", "change"]) this.addEventListener(type, this);
    if (this.dataset.source) for (const reach of REACHES) this.addEventListener(reach, () => this.wake(), { once: true });
    if (!this.dataset.source || ("wakes" in this.dataset && !isTable)) this.wake();
  }

  /* Fetch what moving the map needs, once. */
  wake() {
    this.waking ??= Promise.all([this.given(), mover(), window.vis ?? loaded(this.dataset.library)])
      .then(([data, Stage]) => this.isConnected && this.begin(data, Stage))
      .catch(() => {
        this.waking = undefined;
        this.say(this.words.missing);
      });
    return this.waking;
  }

  async given() {
    const { source, map } = this.dataset;
    if (!source) return JSON.parse(document.getElementById(map).textContent);
    const answer = await fetch(source);
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  }

  get table() {
    return this.querySelector("[data-table]");
  }

  /* Fetch the table's rows, once. */
  tabulate() {
    const place = this.table.querySelector("[data-rows]");
    if (!place) return undefined;
    this.tabling ??= fetch(place.dataset.rows)
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.statusText))))
      .then((page) => {
        place.replaceWith(new DOMParser().parseFromString(page, "text/html").querySelector(".map-table > .table-scroll"));
        if (this.stage) this.narrow();
      })
      .catch(() => {
        this.tabling = undefined;
        this.say(this.words.noTable);
      });
    return this.tabling;
  }

  begin(data, Stage) {
    this.data = data;
    this.classList.add("is-drawn");
    this.querySelector("[data-canvas]").hidden = false;
    const choose = (key) => this.choose(key);
    const gather = (key) => this.gather(key);
    const moved = (moves) => this.moves.keep(moves);
    this.stage = new Stage(this.querySelector("[data-canvas]"), this.data, { choose, moved, gather });
    const read = (key) => this.choose(key, { read: true });
    this.moves = new Moves(this);
    this.keys = new Keys(this.stage, { choose: read, moved, gather, look: (key) => this.look(key), zoom: (way) => this.zoom(way) });
    this.filter = new Filter(this, this.data.marks);
    this.reading = new Reading(this, (sentence) => this.narrow(sentence));
    this.narrow(this.reading.sentence);
    if (this.data.marks[this.data.show]) this.whenReady(() => this.meet(this.data.show));
    if (this.data.arrived) this.whenReady(() => this.arrive(this.data.arrived));
  }

  /* The page was loaded to open a group: its members come into sight, and the keyboard stays on the map. */
  arrive({ keys, said }) {
    this.stage.frame(keys);
    this.stage.canvas.focus();
    this.say(said, { isRead: true });
  }

  /* The panel is loaded by htmx, which may come after this script. */
  whenReady(act) {
    if (document.readyState === "complete") act();
    else addEventListener("load", act, { once: true });
  }

  disconnectedCallback() {
    this.keys?.close();
    this.stage?.close();
  }

  handleEvent(event) {
    if (event.type === "change" && event.target.closest("[data-looks]")) return event.target.form.requestSubmit();
    if (!this.stage) return this.wake().then(() => this.stage && this.handleEvent(event));
    if (event.type !== "click") return this.changed(event);
    if (event.target.closest(".map-picture")) return this.choose(this.stage.markAt(event));
    const control = event.target.closest(CONTROLS);
    if (!control || event.ctrlKey || event.metaKey) return undefined;
    const { view, zoom } = control.dataset;
    if (view) this.turn(event, view);
    else if (zoom) this.zoom(zoom);
    else if ("clear" in control.dataset) this.clear();
    else if ("back" in control.dataset) this.moves.keep([{ key: this.stage.chosen, back: 1 }]);
    else if ("undo" in control.dataset) this.moves.undo();
    else if ("redo" in control.dataset) this.moves.redo();
    else this.choose(null);
    return undefined;
  }

  changed({ type, target }) {
    if (!target.closest("[data-family], [data-group], [data-filter], [data-partners], [data-kind], [data-search]")) return undefined;
    this.narrow();
    const meant = target === this.filter.search ? this.filter.meant() : null;
    if (target === this.filter.search && type === "change" && !meant) this.find(target.value.trim());
    if (!meant || (type === "input" && this.data.marks[meant].name !== target.value)) return undefined;
    return this.meet(meant);
  }

  meet(key) {
    this.stage.focus(key);
    return this.choose(key);
  }

  /* Somebody in a closed group: the server opens it. */
  find(name) {
    if (name && this.data.find) location.assign(`${this.data.find}&find=${encodeURIComponent(name)}#map-canvas`);
  }

  turn(event, view) {
    if (!this.data.views[view]) return;
    event.preventDefault();
    this.data.view = view;
    for (const link of this.querySelectorAll("[data-view]")) {
      if (link.dataset.view === view) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    for (const field of this.querySelectorAll("form input[name=view]")) field.value = view;
    this.stage.show(this.data.views[view]);
    this.stage.whole();
    if (location.protocol !== "file:") history.replaceState(history.state, "", event.target.closest("a").href);
    this.say(this.data.views[view].name);
    this.offerBack();
    for (const link of document.querySelectorAll("a[data-follows-view]")) {
      const address = new URL(link.href);
      address.searchParams.set("view", view);
      link.href = address;
    }
  }

  zoom(way) {
    if (way === "all") this.stage.whole();
    else this.stage.zoom(way === "in" ? 1.25 : 0.8);
    const group = way === "in" && this.stage.isClose && this.stage.nearest(Object.keys(this.data.opens ?? {}));
    if (group) this.choose(group);
  }

  clear() {
    this.reading.clear();
    this.filter.clear();
    this.narrow();
    this.filter.search.focus();
  }

  /* Show what the filters and the reading leave in; `said` is announced instead of the count. */
  narrow(said = "") {
    this.filter.within = this.reading.keys;
    const kept = this.filter.kept();
    this.stage.filter(kept, this.filter.kind);
    for (const row of this.querySelectorAll("[data-row]")) row.hidden = !kept.has(row.dataset.row);
    const count = this.words.shown.replace("%(count)s", kept.size).replace("%(total)s", this.filter.keys.length);
    this.querySelector("[data-shown]").textContent = count;
    this.querySelector("[data-clear]").hidden = !this.filter.isOn;
    if (said || this.filter.isOn) this.say(said || count);
    this.handOver();
  }

  /* Links elsewhere by which the map's state is kept take along what is left on it, and who is chosen. */
  handOver() {
    const state = Object.entries({ ...this.filter.state, focus: this.stage.chosen ?? "" });
    for (const link of document.querySelectorAll("a[data-keeps-state]")) {
      const address = new URL(link.href);
      for (const [name, value] of state) {
        if (value) address.searchParams.set(name, value);
        else address.searchParams.delete(name);
      }
      link.href = address;
    }
  }

  look(key) {
    this.stage.point(key);
    this.say(this.data.marks[key].name);
  }

  /* `read`: go on reading in the panel; else the focus stays, so that keys still move the mark. */
  async choose(key, { read = false } = {}) {
    const panel = this.querySelector("[data-panel]");
    if (key && key === this.stage.chosen) {
      if (read) panel.focus({ preventScroll: true });
      return;
    }
    if (this.data.opens?.[key]) {
      location.assign(this.data.opens[key]);
      return;
    }
    this.stage.choose(key);
    this.handOver();
    if (key) this.reading.offer(this.data.marks[key].name);
    this.offerBack();
    const url = this.data.panels[key];
    if (url) await show(panel, url);
    else {
      if (key) await this.tabulate();
      fill(panel, key && this.querySelector(`[data-row="${CSS.escape(key)}"]`), this.words);
    }
    if (!key) this.stage.canvas.focus({ preventScroll: true });
    else if (read) panel.focus({ preventScroll: true });
  }

  /* Take a mark into those that are moved together, or out of them. */
  gather(key) {
    this.stage.gather(key);
    const names = [...this.stage.group].map((each) => this.data.marks[each].name);
    this.say(this.words.chosen.replace("%(count)s", names.length).replace("%(names)s", names.join(", ")));
  }

  offerBack() {
    const button = this.querySelector("[data-back]");
    if (button) button.hidden = !(this.data.pinned[this.data.view] ?? []).includes(this.stage.chosen);
  }

  /* Take over the views the server answered with after moves. */
  show(answers) {
    for (const { view, scene, pinned } of answers) {
      if (scene) this.data.views[view] = scene;
      if (pinned) this.data.pinned = pinned;
    }
    const now = this.data.views[this.data.view];
    // The same places in another object: a mark that was not kept goes back to its own.
    this.stage.show({ ...now, places: { ...now.places } });
    this.offerBack();
  }

  /* Announce; what was changed by hand is also there to read, with its undo where it has one. */
  say(text, { isRead = false, isUndoable = false } = {}) {
    const said = this.querySelector("[data-said]");
    const note = said.closest(".map-note");
    said.textContent = text;
    if (!note) return;
    note.classList.toggle("is-read", isRead);
    const undo = note.querySelector("[data-undo]");
    if (undo === document.activeElement && !isUndoable) this.stage.canvas.focus({ preventScroll: true });
    undo.hidden = !isUndoable;
  }
}

async function mover() {
  const { Stage } = await import("./map-stage.js");
  return Stage;
}

/* Resolves when a classic script has run. */
function loaded(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: address, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

customElements.define("ecosystem-map", EcosystemMap);
