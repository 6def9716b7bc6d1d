// What this browser keeps under a name. Storage may be off or full: then it keeps nothing.

export function keep(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function recall(name) {
  try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
}

export function forget(name) {
  try { localStorage.removeItem(name); } catch { /* nothing was kept */ }
}
