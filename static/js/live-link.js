/* <live-link>: a part of the page that follows what the server shows, by one stream a page.

   <live-link hx-ext="sse" sse-connect="/room/stream/" sse-swap="screen"
              data-seen="a1b2c3" data-poll="/room/screen/" data-lost="No connection ..."> ... </live-link>

   The stream comes from htmx's extension. This element names the picture that is shown already, so
   that nothing is swapped that is the same; waits with a new picture while a button is held down, so
   that no press is lost; closes the stream while nobody looks; and asks every few seconds where
   streams do not come through, or while the server is gone: answered again, it opens the stream anew.
   Told that one may not follow any more ('gone'), the page asks for itself and shows what is true now.
   `html[data-link]` says 'open', 'lost' or 'polling'. */

const PATIENCE_MS = 6000;
const POLL_MS = 4000;
const HIDDEN_MS = 20000;
// The server says every ten seconds that it is there.
const SILENCE_MS = 25000;
// The extension's own pauses grow to a minute; where streams never come through, not at each question.
const REOPEN_MS = 15000;
const MAY_NOT = [403, 404];

/* Return a picture's name; a proxy that compresses calls it 'weak': W/"name". */
function nameIn(tag) {
  return tag.replace(/^W\//, "").replaceAll('"', "");
}

class LiveLink extends HTMLElement {
  connectedCallback() {
    this.seen = this.dataset.seen ?? "";
    this.source = null;
    window.htmx.createEventSource = (url) => this.open(url);
    this.addEventListener("htmx:sseError", () => this.failed());
    this.addEventListener("htmx:sseBeforeMessage", (event) => this.message(event));
    this.addEventListener("pointerdown", () => (this.isHeld = true));
    this.released = () => setTimeout(() => this.release());
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, this.released);
    this.looked = () => this.look();
    document.addEventListener("visibilitychange", this.looked);
    this.failed();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.looked);
    for (const end of ["pointerup", "pointercancel"]) document.removeEventListener(end, this.released);
    for (const timer of [this.patience, this.polling, this.hiding, this.silence]) clearTimeout(timer);
    this.source?.close();
  }

  open(url) {
    this.source?.close();
    const address = new URL(url, location.href);
    address.searchParams.set("seen", this.seen);
    this.source = new EventSource(address);
    for (const sign of ["alive", "screen"]) this.source.addEventListener(sign, () => this.heard());
    this.source.addEventListener("gone", () => location.reload());
    this.awaitSign();
    return this.source;
  }

  heard() {
    clearTimeout(this.patience);
    clearInterval(this.polling);
    this.patience = this.polling = null;
    this.tell("open");
    this.awaitSign();
  }

  awaitSign() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.reopen(), SILENCE_MS);
  }

  reopen() {
    if (document.hidden) return;
    this.failed();
    window.htmx.trigger(this, "htmx:afterProcessNode");
  }

  failed() {
    if (this.source) this.tell(this.polling ? "polling" : "lost");
    // Not all phones of a hall in the same moment.
    this.patience ??= setTimeout(() => this.poll(), PATIENCE_MS * (1 + Math.random() / 4));
  }

  message(event) {
    event.preventDefault();
    if (event.detail.lastEventId !== this.seen) this.show(event.detail.data, event.detail.lastEventId);
  }

  /* Without a settling time: a button that is seen can be pressed. */
  show(markup, name) {
    this.seen = name;
    this.waiting = this.isHeld ? markup : null;
    if (!this.isHeld) window.htmx.swap(this, markup, { swapStyle: "innerHTML", settleDelay: 0 });
  }

  release() {
    this.isHeld = false;
    if (this.waiting) this.show(this.waiting, this.seen);
  }

  /* A page nobody looks at gives its connection back; looked at again, it catches up. */
  look() {
    clearTimeout(this.hiding);
    if (document.hidden) {
      this.hiding = setTimeout(() => this.source?.close(), HIDDEN_MS);
    } else if (!this.source || this.source.readyState === EventSource.CLOSED) {
      this.reopen();
    } else {
      this.awaitSign();
    }
  }

  poll() {
    this.polling ??= setInterval(() => this.ask(), POLL_MS);
    this.ask();
  }

  async ask() {
    if (document.hidden) return;
    try {
      const answer = await fetch(this.dataset.poll, { headers: { "If-None-Match": `"${this.seen}"` }, cache: "no-store" });
      // Meanwhile the stream may have been heard: then it knows more than this answer.
      if (!this.polling) return;
      this.tell("polling");
      if (answer.redirected || MAY_NOT.includes(answer.status)) return void location.reload();
      if (answer.ok || answer.status === 304) this.openAnew();
      if (answer.status !== 200) return;
      const markup = await answer.text();
      if (this.polling) this.show(markup, nameIn(answer.headers.get("ETag") ?? ""));
    } catch {
      if (this.polling) this.tell("lost");
    }
  }

  /* The server is there again, and no stream tries to reach it. */
  openAnew() {
    const isDue = Date.now() - (this.opened ?? 0) > REOPEN_MS;
    if (!isDue || this.source?.readyState !== EventSource.CLOSED) return;
    this.opened = Date.now();
    this.reopen();
  }

  tell(state) {
    document.documentElement.dataset.link = state;
  }
}

customElements.define("live-link", LiveLink);
