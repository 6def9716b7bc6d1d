// Text fields with data-draft="<key>" keep what is typed in this browser until it has been sent,
// so that a reload or a stopped server costs nothing.

const WAIT = 300;
const name = (field) => `ascent.draft.${field.dataset.draft}`;

export function startDrafts() {
  for (const field of document.querySelectorAll("[data-draft]")) restore(field);
  document.addEventListener("input", keep);
  document.addEventListener("submit", (event) => {
    if (!window.htmx || !event.target.matches("[hx-post], [data-hx-post]")) forget(event.target);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) forget(event.detail.elt);
  });
  document.addEventListener("htmx:load", (event) => {
    for (const field of event.detail.elt.querySelectorAll("[data-draft]")) restore(field);
  });
}

function restore(field) {
  const kept = read(name(field));
  if (kept !== null && kept !== field.value && field.value === field.defaultValue) field.value = kept;
}

const timers = new WeakMap();
function keep(event) {
  const field = event.target;
  if (!(field instanceof HTMLElement) || !field.dataset.draft) return;
  window.clearTimeout(timers.get(field));
  timers.set(field, window.setTimeout(() => write(name(field), field.value), WAIT));
}

function forget(form) {
  for (const field of form.querySelectorAll?.("[data-draft]") ?? []) {
    window.clearTimeout(timers.get(field));
    try { localStorage.removeItem(name(field)); } catch { /* storage is off: nothing was kept */ }
  }
}

function read(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

function write(key, value) {
  try { localStorage.setItem(key, value); } catch { /* storage is off or full: the page still has it */ }
}
