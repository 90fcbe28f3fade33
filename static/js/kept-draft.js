/* <kept-draft>: what is typed or tapped survives a cut and is sent once.

   <kept-draft data-room="12" data-received="received" data-kept="kept on this phone" data-trouble="Not taken.">
     <p data-status role="status"></p>
     <form action="/room/answer/" method="post" data-now> ... </form>
     <form action="/room/contribute/" method="post" data-draft="contribution"> ... <p data-error></p></form>
     <form action="/room/others/7/second/" method="post" data-done="you too"> <button>Me too</button></form>
   </kept-draft>

   A form with data-now is sent with every change, others when submitted. Each sending gets a key of
   its own, made here, and waits in this phone's store until the server has answered: so it may arrive
   twice and counts once. What is being typed in a form with data-draft is kept too; a form with
   data-done says so and is not sent again. */

import { post } from "./phone-post.js";
import { forget, keep, kept } from "./phone-store.js";

const PAUSES_MS = [500, 1000, 2000, 4000];

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

class KeptDraft extends HTMLElement {
  connectedCallback() {
    this.store = `room-${this.dataset.room}`;
    this.failures = 0;
    this.addEventListener("submit", (event) => this.submitted(event));
    this.addEventListener("change", ({ target }) => target.form?.matches("[data-now]") && this.enqueue(target.form));
    this.addEventListener("input", ({ target }) => this.draft(target.form));
    this.addEventListener("htmx:afterSettle", () => this.restore());
    // As soon as the server is heard again, whatever the pause between two tries has grown to.
    this.addEventListener("htmx:sseOpen", () => this.flush());
    this.online = () => this.flush();
    window.addEventListener("online", this.online);
    this.restore();
    this.say(this.queue.length ? "kept" : "received");
    this.flush();
  }

  disconnectedCallback() {
    window.removeEventListener("online", this.online);
    clearTimeout(this.timer);
  }

  get queue() {
    return JSON.parse(kept(this.store) ?? "[]");
  }

  set queue(items) {
    keep(this.store, JSON.stringify(items));
  }

  submitted(event) {
    const form = event.target;
    if (form.matches("[data-plain]")) return;
    event.preventDefault();
    this.enqueue(form);
    if (form.dataset.draft) {
      forget(`${this.store}-${form.dataset.draft}`);
      form.reset();
    }
    if (form.dataset.done) form.replaceChildren(form.dataset.done);
  }

  enqueue(form) {
    const said = new URLSearchParams(new FormData(form));
    said.delete("csrfmiddlewaretoken");
    said.set("key", newKey());
    this.queue = [...this.queue, { url: form.getAttribute("action"), body: said.toString(), form: form.dataset.draft ?? "" }];
    this.error(form.dataset.draft, "");
    this.flush();
  }

  /* One at a time and in order, so that the last word is the last to arrive. */
  async flush() {
    if (this.isSending) return;
    clearTimeout(this.timer);
    this.isSending = true;
    if (this.queue.length) this.say("kept");
    while (this.queue.length && (await this.send(this.queue[0])));
    this.isSending = false;
    this.say(this.queue.length ? "kept" : "received");
    if (this.queue.length) {
      this.timer = setTimeout(() => this.flush(), PAUSES_MS[Math.min(this.failures++, PAUSES_MS.length - 1)]);
    }
  }

  async send(item) {
    const answer = await post(item.url, item.body, this.dataset.trouble);
    if (!answer || answer.status >= 500) return false;
    if (answer.status === 429) {
      this.error(item.form, answer.words);
      return false;
    }
    if (answer.status === 403) {
      location.reload();
      return false;
    }
    this.failures = 0;
    // By its body, which holds its key: another tab of this phone may have taken it off already.
    this.queue = this.queue.filter(({ body }) => body !== item.body);
    if (answer.status >= 400) this.refused(item, answer.words);
    else this.error(item.form, "");
    return true;
  }

  refused(item, words) {
    const form = item.form && this.querySelector(`form[data-draft="${item.form}"]`);
    // Back into its form, unless something else is being typed there.
    if (item.form && !kept(`${this.store}-${item.form}`)) keep(`${this.store}-${item.form}`, item.body);
    if (form) this.restore();
    this.error(item.form, words);
  }

  error(name, words) {
    const form = name && this.querySelector(`form[data-draft="${name}"]`);
    const place = (form || this).querySelector("[data-error]");
    if (place) place.textContent = words;
  }

  draft(form) {
    if (!form?.dataset.draft) return;
    const typed = new URLSearchParams(new FormData(form));
    typed.delete("csrfmiddlewaretoken");
    keep(`${this.store}-${form.dataset.draft}`, typed.toString());
  }

  restore() {
    for (const form of this.querySelectorAll("form[data-draft]")) {
      for (const [name, value] of new URLSearchParams(kept(`${this.store}-${form.dataset.draft}`) ?? "")) {
        const field = form.elements.namedItem(name);
        if (field && "value" in field && name !== "key") field.value = value;
      }
    }
  }

  say(state) {
    const place = this.querySelector("[data-status]");
    if (!place || place.dataset.status === state) return;
    place.dataset.status = state;
    place.textContent = this.dataset[state];
  }
}

customElements.define("kept-draft", KeptDraft);
