/* <kept-draft>: what is typed or tapped survives a cut and is sent once.

   <kept-draft data-room="12" data-received="received" data-kept="kept on this phone" data-sending="sending">
     <p data-status role="status"></p>
     <form action="/room/answer/" method="post" data-now> ... </form>
     <form action="/room/contribute/" method="post" data-draft="contribution"> ... <p data-error></p></form>
   </kept-draft>

   A form with data-now is sent with every change, others when submitted. Each sending gets a key of
   its own, made here, and waits in this phone's store until the server has answered: so it may arrive
   twice and counts once. What is being typed in a form with data-draft is kept too. */

const PAUSES_MS = [500, 1000, 2000, 4000, 8000];

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

class KeptDraft extends HTMLElement {
  connectedCallback() {
    this.store = `room-${this.dataset.room}`;
    this.failures = 0;
    this.addEventListener("submit", (event) => this.submitted(event));
    this.addEventListener("change", ({ target }) => target.form?.matches("[data-now]") && this.keep(target.form));
    this.addEventListener("input", ({ target }) => this.draft(target.form));
    this.addEventListener("htmx:afterSettle", () => this.restore());
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
    return JSON.parse(localStorage.getItem(this.store) ?? "[]");
  }

  set queue(items) {
    localStorage.setItem(this.store, JSON.stringify(items));
  }

  submitted(event) {
    const form = event.target;
    if (form.matches("[data-plain]")) return;
    event.preventDefault();
    if (event.submitter?.name) form.elements.namedItem("pressed")?.setAttribute("value", event.submitter.value);
    this.keep(form);
    if (form.dataset.draft) {
      localStorage.removeItem(`${this.store}-${form.dataset.draft}`);
      form.reset();
    }
  }

  keep(form) {
    const said = new URLSearchParams(new FormData(form));
    said.delete("csrfmiddlewaretoken");
    said.set("key", newKey());
    this.queue = [...this.queue, { url: form.getAttribute("action"), body: said.toString(), form: form.dataset.draft ?? "" }];
    this.error(form.dataset.draft, "");
    this.dispatchEvent(new CustomEvent("kept", { detail: { form, said } }));
    this.flush();
  }

  /* One at a time and in order, so that the last word is the last to arrive. */
  async flush() {
    if (this.isSending) return;
    clearTimeout(this.timer);
    this.isSending = true;
    while (this.queue.length && (await this.send(this.queue[0])));
    this.isSending = false;
    this.say(this.queue.length ? "kept" : "received");
    if (this.queue.length) {
      this.timer = setTimeout(() => this.flush(), PAUSES_MS[Math.min(this.failures++, PAUSES_MS.length - 1)]);
    }
  }

  async send(item) {
    this.say("sending");
    let answer;
    try {
      const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "Content-Type": "application/x-www-form-urlencoded" };
      answer = await fetch(item.url, { method: "POST", headers, body: item.body });
    } catch {
      return false;
    }
    if (answer.status === 429 || answer.status >= 500) return false;
    if (answer.status === 403) {
      location.reload();
      return false;
    }
    this.failures = 0;
    // By its body, which holds its key: another tab of this phone may have taken it off already.
    this.queue = this.queue.filter(({ body }) => body !== item.body);
    if (answer.status >= 400) this.refused(item, await answer.text());
    else this.dispatchEvent(new CustomEvent("received", { detail: item }));
    return true;
  }

  refused(item, words) {
    if (item.form) localStorage.setItem(`${this.store}-${item.form}`, item.body);
    this.restore();
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
    localStorage.setItem(`${this.store}-${form.dataset.draft}`, typed.toString());
  }

  restore() {
    for (const form of this.querySelectorAll("form[data-draft]")) {
      for (const [name, value] of new URLSearchParams(localStorage.getItem(`${this.store}-${form.dataset.draft}`) ?? "")) {
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
