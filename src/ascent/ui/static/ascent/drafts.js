// Text fields with data-draft="<key>" keep what is typed in this browser until the server has it,
// so that a reload or a stopped server costs nothing.

const WAIT = 300;
const SENT = "ascent.sent"; // what this tab has sent with a form: {from: path, names}
const name = (field) => `ascent.draft.${field.dataset.draft}`;

export function startDrafts() {
  arrive();
  for (const field of document.querySelectorAll("[data-draft]")) restore(field);
  document.addEventListener("input", keep);
  document.addEventListener("submit", (event) => {
    if (!window.htmx || !event.target.matches("[hx-post], [data-hx-post]")) send(event.target);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) forget(fieldsOf(event.detail.elt).map(name));
  });
  document.addEventListener("htmx:load", (event) => {
    for (const field of fieldsOf(event.detail.elt)) restore(field);
  });
  window.addEventListener("pagehide", () => { // before the last words were kept
    for (const field of [...timers.keys()]) settle(field);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) take(); // back on the page from which it was sent
  });
}

/** A form goes out. Whether it arrives is seen on the page that follows. */
function send(form) {
  const names = fieldsOf(form).map((field) => { settle(field); return name(field); });
  if (names.length) write(sessionStorage, SENT, JSON.stringify({ from: location.pathname, names }));
}

/** The page that follows a form: unless it tells of a failure, the server has what was sent. */
function arrive() {
  const sent = take();
  if (!sent || !document.referrer) return;
  const follows = performance.getEntriesByType("navigation")[0]?.type === "navigate"
    && new URL(document.referrer).pathname === sent.from;
  if (follows && !document.querySelector(".error-page, .field-error")) forget(sent.names);
}

function take() {
  const sent = read(sessionStorage, SENT);
  remove(sessionStorage, SENT);
  return sent && JSON.parse(sent);
}

function restore(field) {
  const kept = read(localStorage, name(field));
  if (kept !== null && kept !== field.value && field.value === field.defaultValue) field.value = kept;
}

const timers = new Map(); // of the fields that somebody types in
function keep(event) {
  const field = event.target;
  if (!(field instanceof HTMLElement) || !field.dataset.draft) return;
  window.clearTimeout(timers.get(field));
  timers.set(field, window.setTimeout(() => settle(field), WAIT));
}

function settle(field) {
  window.clearTimeout(timers.get(field));
  timers.delete(field);
  if (field.value === field.defaultValue) remove(localStorage, name(field));
  else write(localStorage, name(field), field.value);
}

function fieldsOf(part) {
  return [...(part.querySelectorAll?.("[data-draft]") ?? [])];
}

function forget(names) {
  for (const one of names) remove(localStorage, one);
}

// Storage may be off or full: then the page alone has the text.

function read(storage, key) {
  try { return storage.getItem(key); } catch { return null; }
}

function write(storage, key, value) {
  try { storage.setItem(key, value); } catch { /* see above */ }
}

function remove(storage, key) {
  try { storage.removeItem(key); } catch { /* see above */ }
}
