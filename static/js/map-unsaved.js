/* What was typed in a form of <ecosystem-map> and is not saved (templates/maps/change.html): [data-ask] asks
   before a row's editor is closed with it, [data-unsent] says that it did not reach the server.

   <div data-ask role="alert" hidden>... <button data-stay>...</button> <button data-drop>...</button></div>
   <div data-unsent role="alert" hidden><p data-failed>...</p><p data-refused>...</p>
     <button data-again>...</button></div>

   It is sent once more by [data-again], and by itself when the connection is back; before the page is left with
   it, the browser asks. Calls back: dropped(editor). */

export const FIELDS = "input:not([type=hidden]), select, textarea";

/* Says whether something is typed or refused in a part. */
export function isTouched(part) {
  return Boolean(part.querySelector(".errorlist")) || [...part.querySelectorAll(FIELDS)].some(isChanged);
}

function isChanged({ type, options, value, defaultValue, checked, defaultChecked }) {
  if (type === "checkbox") return checked !== defaultChecked;
  if (options) return [...options].some((option) => option.selected !== option.defaultSelected);
  return (type === "text" || type === "textarea") && value !== defaultValue;
}

/* Let a part of an editor be as it is in a `fresh` one. What is typed in a [data-kept] of it and not saved stays,
   even if its relation is gone; only the form that was `sent`, if any, makes way. */
export function renew(part, fresh, sent = null) {
  const focused = document.activeElement;
  for (const kept of part.querySelectorAll("[data-kept]")) {
    const isOpen = sent && kept.querySelector(".map-change-tie");
    if (kept.contains(sent) || !(isOpen || isTouched(kept))) continue;
    const now = fresh.querySelector(`#${CSS.escape(kept.id)}`);
    if (now) now.replaceWith(kept);
    else fresh.querySelector("ul").append(kept);
  }
  part.replaceWith(fresh);
  htmx.process(fresh);
  if (fresh.contains(focused)) focused.focus({ preventScroll: true });
}

export class Unsaved {
  constructor(map, dropped) {
    this.map = map;
    this.dropped = dropped;
    map.addEventListener("htmx:afterRequest", ({ target, detail }) => this.answered(target, detail));
    map.table.addEventListener("click", ({ target }) => this.clicked(target));
  }

  /* Ask before an editor is closed with what is typed; says whether it was asked. */
  asks(editor) {
    const asking = editor.querySelector("[data-ask]");
    if (!asking || !isTouched(editor)) return false;
    this.was = document.activeElement;
    asking.hidden = false;
    asking.querySelector("[data-stay]").focus();
    return true;
  }

  /* Go on typing where it was asked; says whether it was. */
  stays(editor) {
    const asking = editor.querySelector("[data-ask]:not([hidden])");
    if (!asking) return false;
    asking.hidden = true;
    (editor.contains(this.was) ? this.was : editor.querySelector(FIELDS)).focus();
    return true;
  }

  clicked(target) {
    const editor = target.closest("[data-editor]");
    if (target.closest("[data-stay]")) this.stays(editor);
    else if (target.closest("[data-drop]")) this.dropped(editor);
    else if (target.closest("[data-again]")) this.again(editor);
  }

  answered(target, { successful, xhr, elt, requestConfig }) {
    const editor = target.closest("[data-editor]");
    const unsent = editor?.querySelector("[data-unsent]");
    if (successful) {
      if (unsent) unsent.hidden = true;
    } else if (requestConfig.verb === "post" && unsent) {
      this.form = elt.closest("form");
      unsent.querySelector("[data-failed]").hidden = Boolean(xhr.status);
      unsent.querySelector("[data-refused]").hidden = !xhr.status;
      unsent.hidden = false;
      unsent.scrollIntoView({ block: "nearest" });
    } else if (requestConfig.verb === "post") {
      this.map.say(this.map.words.unsent, { isRead: true });
    } else if (editor) {
      this.map.say(this.map.words.noEditor, { isRead: true });
    }
  }

  again(editor) {
    const form = this.form?.isConnected ? this.form : editor.querySelector("form[data-changes]");
    form.requestSubmit();
  }
}

addEventListener("beforeunload", (event) => {
  if ([...document.querySelectorAll("ecosystem-map [data-editor]")].some(isTouched)) event.preventDefault();
});

addEventListener("online", () => {
  for (const again of document.querySelectorAll("[data-unsent]:not([hidden]) [data-again]")) again.click();
});
