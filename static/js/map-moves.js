/* What is changed on <ecosystem-map> by moving marks. The server keeps each move and answers with the fields
   of a POST that undoes it; what changes an answer draws the whole map anew. Undone things can be redone. */

import { Table } from "./map-table.js";

const past = [];
const future = [];
/* Several changes in a row draw the map one after the other. */
let drawing = Promise.resolve();

export class Moves {
  constructor(map) {
    this.map = map;
    this.tell();
    map.addEventListener("keydown", (event) => this.pressed(event));
  }

  pressed(event) {
    const isTyping = event.target.closest("input:not([type=checkbox], [type=radio]), select, textarea");
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping || !this.map.data.place) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) this.redo();
    else this.undo();
  }

  /* Several moves at once, each { key, x, y } or { key, back: 1 }, are one step of undo. */
  keep(moves) {
    future.length = 0;
    Table.forget();
    const { view } = this.map.data;
    return this.send(
      moves.map((move) => ({ view, ...move })),
      past,
    );
  }

  undo() {
    return this.send(past.pop(), future);
  }

  redo() {
    return this.send(future.pop(), past);
  }

  /* Post each of the sets of fields, and put what takes them back on the other pile. */
  async send(steps, pile) {
    if (!steps) return;
    const answers = [];
    for (const fields of steps) answers.push(await this.post(fields));
    const undo = answers.map((answer) => answer.undo).filter(Boolean);
    if (undo.length) pile.push(undo.reverse());
    this.tell();
    const said = answers.map((answer, index) => answer.said ?? this.sentence(steps[index])).join(" ");
    const isUndoable = pile === past && undo.length > 0;
    if (answers.some(({ undo: back }) => back?.token)) (await this.anew()).say(said, { isRead: true, isUndoable });
    else {
      this.map.show(answers);
      this.map.say(said, { isRead: true, isUndoable });
    }
  }

  /* The table, or a form beside the map, has changed something already: keep its undo. */
  async told(said, undo) {
    future.length = 0;
    past.push([undo]);
    const fresh = await this.anew();
    fresh.say(said, { isRead: true, isUndoable: true });
    return fresh;
  }

  async post(fields) {
    const headers = { "X-CSRFToken": JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] };
    const address = fields.token ? this.map.data.redraw : this.map.data.place;
    const answer = await fetch(address, { method: "POST", headers, body: new URLSearchParams(fields) }).catch(() => null);
    const isJson = answer?.headers.get("Content-Type")?.includes("json");
    const facts = isJson ? await answer.json() : {};
    return answer?.ok && isJson ? { view: fields.view, ...facts } : { said: facts.said ?? this.map.words.lost };
  }

  sentence({ key, back }) {
    const { words, data } = this.map;
    return (back ? words.back : words.place).replace("%(name)s", data.marks[key]?.name ?? "");
  }

  /* An answer changed: the map on the page, which may have taken the place of this one, is drawn anew. */
  anew() {
    const drawn = drawing.then(() => replaced(document.querySelector("ecosystem-map")));
    drawing = drawn.catch(() => {});
    return drawn;
  }

  /* Offer undo and redo where there is something to take back. */
  tell() {
    for (const undo of this.map.querySelectorAll("[data-undo]")) undo.disabled = !past.length;
    for (const redo of this.map.querySelectorAll("[data-redo]")) redo.disabled = !future.length;
  }
}

/* Table, legend, findings and all views follow what changed; filters and the choice stay. */
async function replaced(map) {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const fresh = document.adoptNode(page.querySelector("ecosystem-map"));
  const controls = (root) => [...root.querySelectorAll(".map-tools :is(input, select), .map-legend input")];
  for (const old of controls(map)) {
    const same = controls(fresh).find((each) => each.name === old.name && each.id === old.id && each.value === old.value);
    /* A choice may be gone with what it was about, such as the only resource of its kind. */
    const again = same ? null : old.id && fresh.querySelector(`#${CSS.escape(old.id)}`);
    if (same) same.checked = old.checked;
    else if (again && [...(again.options ?? [old])].some(({ value }) => value === old.value)) again.value = old.value;
  }
  const { chosen } = map.stage;
  const counts = document.querySelector("[data-counts]");
  if (counts) counts.textContent = page.querySelector("[data-counts]").textContent;
  const focused = document.activeElement;
  map.replaceWith(fresh);
  htmx.process(fresh);
  if (!fresh.stage) await fresh.wake();
  if (fresh.data.marks[chosen]) fresh.choose(chosen);
  await fresh.rows.follow(map, focused);
  return fresh;
}
