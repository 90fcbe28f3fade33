/* What is read around somebody on <ecosystem-map> (templates/maps/reading.html), brought by htmx in place:
   [data-reading data-keys="l1 l2"] are the marks that stay. Calls back: changed(sentence). */

export class Reading {
  constructor(root, changed) {
    this.root = root;
    this.take();
    root.addEventListener("htmx:afterSettle", () => this.take() && changed(this.sentence));
  }

  /* Take the answer that stands there now; says whether it is another one. */
  take() {
    const found = this.root.querySelector("[data-reading]");
    const isOther = found !== this.found;
    this.found = found;
    return isOther;
  }

  get keys() {
    return this.found && new Set(this.found.dataset.keys.split(" "));
  }

  get sentence() {
    return this.found?.querySelector("p").textContent ?? "";
  }

  /* Offer the chosen stakeholder as the one to read about, and the last two as the ends of a relation. */
  offer(name) {
    const field = this.root.querySelector("[data-about] input[name=about]");
    if (field && !this.found) field.value = name;
    const [from, to] = ["source", "target"].map((part) => this.root.querySelector(`[data-tool] input[name=${part}]`));
    if (!from) return;
    if (from.value && from.value !== name) to.value = name;
    else from.value = name;
  }

  clear() {
    if (!this.found) return;
    this.found.remove();
    this.found = null;
    const address = new URL(location.href);
    for (const name of ["about", "steps", "over", "to"]) address.searchParams.delete(name);
    history.replaceState(history.state, "", address);
  }
}
