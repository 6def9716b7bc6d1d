// The map page: a skill opens in a sheet beside the map, search brings it into view,
// and in the list search leaves out what does not match.

const sheet = document.querySelector("#sheet");
const frame = document.querySelector("[data-topo]");
let opener = null;

if (frame && sheet) {
  frame.addEventListener("click", (event) => {
    const node = event.target.closest("a.topo-node");
    if (!node || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(node);
  });
  sheet.addEventListener("click", (event) => {
    if (event.target.closest("[data-close-sheet]")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !sheet.hidden) close();
  });
}

async function open(node) {
  opener = node;
  const address = new URL(node.href.baseVal ?? node.href, location.href);
  address.searchParams.set("sheet", "");
  await htmx.ajax("GET", address.pathname + address.search, { target: sheet, swap: "innerHTML" });
  sheet.hidden = false;
  const title = sheet.querySelector("h2");
  title?.setAttribute("tabindex", "-1");
  title?.focus();
}

function close() {
  sheet.hidden = true;
  opener?.focus();
}

const find = document.querySelector("[data-find]");
find?.addEventListener("change", () => {
  const wanted = find.value.trim().toLowerCase();
  const options = [...find.list.options];
  const match = options.find((o) => o.value.toLowerCase() === wanted)
    ?? options.find((o) => wanted && o.value.toLowerCase().includes(wanted));
  if (!match || !frame) return;
  frame.dispatchEvent(new CustomEvent("topo:show", { detail: { skill: match.dataset.skill } }));
  frame.querySelector(`[data-skill="${CSS.escape(match.dataset.skill)}"]`)?.focus();
});

const filter = document.querySelector("[data-filter]");
filter?.addEventListener("input", () => {
  const wanted = filter.value.trim().toLowerCase();
  for (const row of document.querySelectorAll(`${filter.dataset.filter} > *`)) {
    row.hidden = !row.textContent.toLowerCase().includes(wanted);
  }
});
