/* <unsent-form>: what was sent in vain, because the session had ended, is kept and can be sent again.

   <unsent-form user="7">
     <template><section> ... <button data-send>Save it now</button> <button data-drop>No</button></section></template>
   </unsent-form>
   <unsent-form waits><template> ... <a data-back>Back to what you typed</a></template></unsent-form>

   What it says stands first in the page's `main`. It stays in this tab, for the person who typed it, until they sign out, and never holds a password. A page that `waits`
   (to sign in, of a failure) keeps what was just sent; any other page is the sign that it arrived. */

const SENT = "form-sent";
const UNSENT = "form-unsent";

function stored(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name));
  } catch {
    return null;
  }
}

function store(name, form) {
  try {
    if (form) sessionStorage.setItem(name, JSON.stringify(form));
    else sessionStorage.removeItem(name);
  } catch {
    // A shut or full store: then it is as without script.
  }
}

class UnsentForm extends HTMLElement {
  connectedCallback() {
    this.gone = new AbortController();
    const { signal } = this.gone;
    const sent = stored(SENT);
    store(SENT, null);
    if (this.hasAttribute("waits")) {
      if (sent) store(UNSENT, sent);
      this.wait(stored(UNSENT));
      return;
    }
    const unsent = stored(UNSENT);
    if (unsent && unsent.user !== this.user) store(UNSENT, null);
    else if (unsent?.page === this.page) this.offer(unsent);
    // After all who could take the sending over, such as htmx.
    window.addEventListener("submit", (event) => this.submitted(event), { signal });
    document.addEventListener("htmx:beforeOnLoad", (event) => this.answered(event), { signal });
  }

  disconnectedCallback() {
    this.gone.abort();
  }

  get user() {
    return this.getAttribute("user");
  }

  get page() {
    return location.pathname + location.search;
  }

  wait(unsent) {
    if (!unsent) return;
    this.append(this.words);
    const back = this.querySelector("[data-back]");
    if (back) back.href = unsent.page;
  }

  get words() {
    return this.querySelector("template").content.firstElementChild.cloneNode(true);
  }

  offer(unsent) {
    const { words } = this;
    const main = document.getElementById("main");
    words.querySelector("[data-send]").addEventListener("click", () => this.send(unsent));
    words.querySelector("[data-drop]").addEventListener("click", () => {
      store(UNSENT, null);
      words.remove();
      main.focus();
    });
    main.prepend(words);
  }

  submitted(event) {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || form.method !== "post" || form.querySelector("[type=password]")) return;
    if ("forgets" in form.dataset) {
      store(UNSENT, null);
      return;
    }
    const fields = new FormData(form);
    if (submitter?.name) fields.append(submitter.name, submitter.value);
    this.keep(form.getAttribute("action") || this.page, fields);
  }

  /* The page leaves to sign in: what htmx sent is kept; what it only asked is not worth a form half typed. */
  answered(event) {
    const { xhr, requestConfig } = event.detail;
    const to = xhr.getResponseHeader("HX-Redirect");
    if (!to || !new URL(to, location.href).searchParams.has("unsaved")) return;
    if (requestConfig.verb !== "get") this.keep(requestConfig.path, requestConfig.formData);
    else if (document.querySelector("unsaved-changes[is-changed]")) event.preventDefault();
  }

  keep(url, data) {
    const fields = [...data].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
    store(SENT, { page: this.page, user: this.user, url, fields });
  }

  send({ url, fields }) {
    store(UNSENT, null);
    const form = Object.assign(document.createElement("form"), { method: "post", action: url, hidden: true });
    const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
    for (const [name, value] of [...fields, ["csrfmiddlewaretoken", token]]) {
      form.append(Object.assign(document.createElement("textarea"), { name, value }));
    }
    document.body.append(form);
    form.requestSubmit();
  }
}

customElements.define("unsent-form", UnsentForm);
