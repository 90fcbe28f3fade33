/* The table of <ecosystem-map>. [data-change] in a row opens what changes it (templates/maps/change.html) in a
   row of its own beneath, [data-editor]; Escape and [data-cancel] close it, and ask where something is typed
   (map-unsaved.js). The map follows what is saved.

   The server tells a change by the event "map-redrawn" with { said, undo }, from the form that was sent, and
   by "map-unchanged" that there was none. Without script the links lead to a page. */

import { FIELDS, isTouched, renew, Unsaved } from "./map-unsaved.js";

const WRONG = "[aria-invalid=true], .errorlist";

/* The row that was changed last, as long as nothing was changed elsewhere. */
let last = null;
/* The editor a change comes from: it knows of it already. */
let source = null;

export class Table {
  constructor(map) {
    this.map = map;
    this.unsaved = new Unsaved(map, (editor) => this.close(editor));
    const { table } = map;
    table.addEventListener("click", (event) => this.clicked(event));
    table.addEventListener("keydown", (event) => event.key === "Escape" && this.leave(event.target.closest("[data-editor]")));
    table.addEventListener("htmx:beforeSwap", ({ detail }) => this.answered(detail));
    table.addEventListener("htmx:afterSettle", ({ target }) => this.settled(target.closest("[data-editor]")));
    map.addEventListener("map-redrawn", ({ target, detail }) => this.redrawn(target, detail));
    map.addEventListener("map-unchanged", ({ target }) => this.leave(target.closest("[data-editor]")));
  }

  clicked(event) {
    const link = event.target.closest("[data-change], [data-cancel]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const editor = this.editor(link.closest("[data-row]").dataset.row);
    if (editor) this.leave(editor);
    else this.open(link);
  }

  row(key) {
    return this.map.table.querySelector(`[data-row="${CSS.escape(key)}"]:not([data-editor])`);
  }

  editor(key) {
    return this.map.table.querySelector(`[data-editor][data-row="${CSS.escape(key)}"]`);
  }

  async open(link) {
    const row = link.closest("[data-row]");
    const editor = document.createElement("tr");
    editor.className = "map-editor";
    Object.assign(editor.dataset, { row: row.dataset.row, editor: "" });
    const cell = editor.appendChild(document.createElement("td"));
    cell.colSpan = row.cells.length;
    row.after(editor);
    link.setAttribute("aria-expanded", "true");
    const sent = htmx.ajax("GET", link.href, { source: link, target: cell, swap: "innerHTML" });
    const isReached = await sent.then(() => true, () => false);
    const first = cell.querySelector(FIELDS);
    if (first) first.focus();
    else if (isReached) location.assign(link.href);
    else {
      this.close(editor);
      this.map.say(this.map.words.noEditor, { isRead: true });
    }
  }

  /* Close an editor, after asking where something is typed in it; when it is being asked, go on typing. */
  leave(editor) {
    if (editor && !this.unsaved.stays(editor) && !this.unsaved.asks(editor)) this.close(editor);
  }

  close(editor) {
    if (!editor) return;
    editor.remove();
    this.focus(editor.dataset.row);
  }

  /* Go to a row's way to change it, else to the table's head. */
  focus(key) {
    const row = this.row(key);
    const link = row && !row.hidden && row.querySelector("[data-change]");
    link?.removeAttribute("aria-expanded");
    (link || this.map.table.querySelector("summary")).focus();
  }

  /* An answer with the relations of a row: it takes their place, and what is typed in others of them stays. */
  answered(detail) {
    const { target, shouldSwap, serverResponse, requestConfig } = detail;
    if (!shouldSwap || !target.matches("section")) return;
    detail.shouldSwap = false;
    const editor = target.closest("[data-editor]");
    const fresh = part(serverResponse, target.id);
    const wrong = fresh.querySelector(WRONG);
    renew(target, fresh, requestConfig.elt);
    this.settled(editor, wrong);
  }

  /* After an answer in an editor: to what was refused; where the focus was in what is gone, to the head of it. */
  settled(editor, wrong = editor?.querySelector(WRONG)) {
    if (!editor) return;
    const isLost = document.activeElement === document.body;
    if (wrong) (wrong.matches(FIELDS) ? wrong : wrong.closest("form").querySelector(FIELDS)).focus();
    else if (isLost) editor.querySelector("h2")?.focus();
  }

  async redrawn(target, { said, undo }) {
    const editor = target.closest("[data-editor]");
    const isSaved = target.matches("[data-changes]");
    const isDone = isSaved && !isTouched(editor.querySelector("section"));
    if (isDone) editor.remove();
    last = editor?.dataset.row ?? null;
    source = editor;
    if (!this.map.stage) await this.map.wake();
    const fresh = await this.map.moves.told(said, undo);
    source = null;
    if (isDone) fresh.rows.focus(last);
    else if (isSaved) fresh.rows.refresh(editor, [editor.querySelector("form[data-changes]")]);
  }

  /* Something was changed elsewhere on the map. */
  static forget() {
    last = null;
  }

  /* Take the place of an older map: what was open and typed stays, and the focus with it. */
  async follow(old, focused) {
    const { map } = this;
    map.table.open = old.table.open;
    if (map.table.open) await map.tabulate();
    for (const editor of old.querySelectorAll("[data-editor]")) this.carry(editor);
    const row = focused.closest("[data-row]")?.dataset.row ?? (focused.matches("[data-undo], [data-redo]") ? last : null);
    const tool = focused.closest("[data-tool]");
    if (map.contains(focused)) focused.focus({ preventScroll: true });
    else if (row && map.table.open && this.row(row)) this.focus(row);
    else if (tool) map.querySelector(`#${CSS.escape(tool.id)} > summary`).focus({ preventScroll: true });
    else map.stage.canvas.focus({ preventScroll: true });
  }

  carry(editor) {
    const row = this.row(editor.dataset.row);
    if (!row) return;
    row.after(editor);
    editor.hidden = row.hidden;
    row.querySelector("[data-change]").setAttribute("aria-expanded", "true");
    if (editor === source) return;
    const form = editor.querySelector("form[data-changes]");
    const relations = editor.querySelector("section");
    this.refresh(editor, isTouched(form) ? [relations] : [form, relations]);
  }

  /* Fetch parts of an editor anew, as things are now. */
  async refresh(editor, parts) {
    const address = this.row(editor.dataset.row).querySelector("[data-change]").href;
    const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok) return;
    const text = await answer.text();
    for (const old of parts) {
      const focused = old.contains(document.activeElement) && document.activeElement.id;
      renew(old, part(text, old.id));
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    }
  }
}

/* Return a part of an answer by its id. */
function part(text, id) {
  return document.adoptNode(new DOMParser().parseFromString(text, "text/html").getElementById(id));
}
