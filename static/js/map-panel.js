/* The panel beside <ecosystem-map>: the stakeholder from the server, or from the table's row. */

/* Load the panel's content from an address of ours; resolves when it is there. */
export async function show(panel, url) {
  panel.hidden = false;
  await htmx.ajax("GET", url, { target: panel, swap: "innerHTML" });
}

/* Say what the table's row says; without a row close the panel. */
export function fill(panel, row, words) {
  panel.hidden = !row;
  panel.replaceChildren();
  if (!row) return;
  const close = panel.appendChild(document.createElement("button"));
  close.type = "button";
  close.className = "button is-quiet is-small map-panel-close";
  close.dataset.close = "";
  close.textContent = words.close;
  const list = document.createElement("dl");
  panel.append(heading(row), list);
  for (const cell of row.querySelectorAll("td")) {
    if (!cell.textContent.trim()) continue;
    const term = list.appendChild(document.createElement("dt"));
    term.textContent = cell.dataset.head;
    const description = list.appendChild(document.createElement("dd"));
    description.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
  }
}

function heading(row) {
  const head = document.createElement("div");
  const title = head.appendChild(document.createElement("h2"));
  title.dir = "auto";
  const [name, family] = row.querySelector("th").children;
  title.append(...[...name.parentNode.children].slice(0, 1).map((node) => node.cloneNode(true)));
  head.append(family.cloneNode(true));
  return head;
}
