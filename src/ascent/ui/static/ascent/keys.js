// Keys. A control says which key presses it: data-key="n", "g t", "/", "Mod+Enter", "Shift+Enter".
// Single keys rest inside text fields and when <html data-keys="off">.

const PREFIX_WAIT = 1200; // ms in which the second key of "g t" may follow
const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);
let prefix = "";
let prefixTimer = 0;

export function startKeys() {
  document.addEventListener("keydown", onKey);
  if (isMac) {
    for (const cap of document.querySelectorAll(".kbd")) cap.textContent = cap.textContent.replace("Ctrl", "⌘");
  }
}

/** Presses the control bound to `key`; says whether there was one. */
export function press(key) {
  const control = [...document.querySelectorAll("[data-key]")].find(
    (item) => item.dataset.key === key && !item.disabled && item.checkVisibility(),
  );
  if (!control) return false;
  if (control.matches("input:not([type=submit]), textarea, select")) control.focus();
  else control.click();
  return true;
}

function onKey(event) {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const chord = chordOf(event);
  if (chord) {
    if (press(chord)) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") return;
  if (writing(event.target) || document.documentElement.dataset.keys === "off") return;
  if (document.querySelector("dialog[open]")) return;
  if (single(event.key)) event.preventDefault();
}

function chordOf(event) {
  if (event.key !== "Enter") return "";
  if (event.ctrlKey || event.metaKey) return "Mod+Enter";
  return event.shiftKey && !writing(event.target) ? "Shift+Enter" : "";
}

function single(key) {
  if (prefix) {
    const pair = `${prefix} ${key}`;
    clearPrefix();
    return press(pair);
  }
  if (key === "?") {
    document.getElementById("keys")?.showModal();
    return true;
  }
  if (key === "g") {
    prefix = key;
    prefixTimer = window.setTimeout(clearPrefix, PREFIX_WAIT);
    return true;
  }
  return press(key);
}

function clearPrefix() {
  prefix = "";
  window.clearTimeout(prefixTimer);
}

function writing(target) {
  return target instanceof Element
    && (target.closest("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select") !== null
      || target.closest("[contenteditable=true]") !== null);
}
