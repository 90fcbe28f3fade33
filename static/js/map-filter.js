/* Which marks the controls of <ecosystem-map> leave in: families, communities, a layer, a resource, partners, words typed,
   and who is read about. */

/* As the server's search folds it: no case, no accents, the apostrophe of the keyboard. */
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[\u2018\u2019]/g, "'").toLowerCase().trim();

export class Filter {
  constructor(root, marks) {
    this.root = root;
    this.marks = marks;
    this.keys = Object.keys(marks);
    this.within = null;
  }

  get families() {
    return [...this.root.querySelectorAll("[data-family]")];
  }

  get groups() {
    return [...this.root.querySelectorAll("[data-group]")];
  }

  get selects() {
    return [...this.root.querySelectorAll("[data-filter]")];
  }

  get search() {
    return this.root.querySelector("[data-search]");
  }

  get partners() {
    return this.root.querySelector("[data-partners]");
  }

  get kind() {
    return this.root.querySelector("[data-kind]:checked")?.value ?? "all";
  }

  get isOn() {
    const boxes = [...this.families, ...this.groups];
    const isNarrowed = boxes.some((box) => !box.checked) || this.selects.some((select) => select.value);
    return Boolean(this.within) || isNarrowed || Boolean(this.partners?.checked) || Boolean(this.search.value.trim()) || this.kind !== "all";
  }

  /* The keys of the marks that stay. */
  kept() {
    const keeps = this.asked();
    return new Set(this.keys.filter((key) => (!this.within || this.within.has(key)) && keeps(this.marks[key])));
  }

  /* What the controls ask for now, as a test of a mark: read once, however many marks there are. */
  asked() {
    const closed = (boxes) => new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
    const [families, groups] = [closed(this.families), closed(this.groups)];
    const selects = this.selects.filter((select) => select.value);
    const words = fold(this.search.value).split(/\s+/).filter(Boolean);
    const isPartner = Boolean(this.partners?.checked);
    const isNamed = (name) => words.every((word) => name.includes(word));
    return (mark) =>
      !families.has(mark.family) &&
      !groups.has(mark.group) &&
      selects.every((select) => mark[select.dataset.filter].includes(select.value)) &&
      (!isPartner || mark.partner) &&
      (!words.length || isNamed(fold(mark.name)));
  }

  /* The mark a typed name means: the whole name, or the only one left. */
  meant() {
    const name = fold(this.search.value);
    if (!name) return null;
    const exact = this.keys.find((key) => fold(this.marks[key].name) === name);
    const kept = [...this.kept()];
    return exact ?? (kept.length === 1 ? kept[0] : null);
  }

  /* What one state of a presentation can hold of it, by the names of its form's fields; "" is all. */
  get state() {
    const families = this.families.filter((box) => box.checked);
    const [layer, resource] = ["layers", "resources"].map((name) => this.selects.find((select) => select.dataset.filter === name)?.value ?? "");
    return {
      family: families.length === 1 ? families[0].value : "",
      layer,
      resource,
      kind: ["all", "none"].includes(this.kind) ? "" : this.kind,
      partners_only: this.partners?.checked ? "yes" : "",
    };
  }

  clear() {
    for (const box of [...this.families, ...this.groups]) box.checked = true;
    for (const select of this.selects) select.value = "";
    if (this.partners) this.partners.checked = false;
    this.search.value = "";
    const all = this.root.querySelector("[data-kind][value=all]");
    if (all) all.checked = true;
  }
}
