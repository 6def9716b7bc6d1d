// Saving: 300 ms after typing stops the text goes to the server with the hash it started from.
// Where the server cannot be reached the text stays in this browser and goes again later; where the
// file has changed in another place the server's panel shows both versions.

import { forget, keep, recall } from "./kept.js";
import { told } from "../../src/ascent/ui/static/ascent/told.js";

const WAIT = 300;
const RETRY = [2000, 4000, 8000, 15000];
const WATCH = 3000;

const SAYS = {
  saved: "Saved",
  taken: "Updated: the file changed in another program",
  conflict: "Two versions: choose one",
  kept: "Your text is kept in this browser and goes out again by itself.",
  "page-only": "Your text is on this page; copy it before you close the page.",
};
const SILENT = "Ascent does not answer.";

export class Saver {
  constructor(root, view) {
    this.root = root;
    this.view = view;
    this.url = root.dataset.saveUrl;
    this.sha = root.dataset.sha;
    this.store = root.dataset.store ? `ascent.text.${root.dataset.store}` : "";
    this.status = root.querySelector("[data-editor-status]");
    this.panel = root.querySelector("[data-editor-conflict]");
    this.saved = this.text;
    this.timer = 0;
    this.failures = 0;
    this.sending = false;
    this.torn = false; // two versions, not yet decided
  }

  get text() { return this.view.state.doc.toString(); }
  get clean() { return this.text === this.saved; }

  start() {
    this.restore();
    this.panel.addEventListener("click", (event) => this.decide(event));
    window.addEventListener("pagehide", () => this.leave());
    document.addEventListener("ascent:saved", (event) => this.savedElsewhere(event));
    window.addEventListener("online", () => this.send());
    if (this.root.dataset.watch !== undefined) this.watch();
  }

  /** Takes up what an earlier page could not send. Its old hash makes the server compare. */
  restore() {
    const kept = this.recall();
    if (!kept) return;
    if (kept.text === this.text) { this.forget(); return; }
    this.sha = kept.sha;
    this.replace(kept.text);
    this.send();
  }

  changed() {
    if (this.torn) { this.keep(); return; }
    this.plan(WAIT);
  }

  plan(wait) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.send(), wait);
  }

  async send() {
    window.clearTimeout(this.timer);
    if (this.sending || this.torn || this.clean) return;
    this.sending = true;
    const text = this.text;
    try {
      const response = await fetch(this.url, this.post(text));
      if (response.status === 409) this.tear(await response.text());
      else if (response.ok) this.answered(text, await response.json());
      else this.failed(await refusal(response));
    } catch {
      this.failed(SILENT);
    }
    this.sending = false;
    if (!this.torn && this.failures === 0 && !this.clean) this.plan(WAIT);
  }

  /** {sha} for a saved text, {conflict: html} for two versions (409 with the HTML says the same). */
  answered(text, answer) {
    if (answer.conflict) this.tear(answer.conflict);
    else this.done(text, answer.sha);
  }

  post(text) {
    return {
      method: "POST",
      credentials: "same-origin",
      headers: {
        "X-CSRFToken": document.querySelector("meta[name=csrf-token]")?.content ?? "",
        "HX-Request": "true", // a refusal then comes as its sentence, not as a page
      },
      body: new URLSearchParams({ text, sha: this.sha }),
    };
  }

  done(text, sha) {
    this.failures = 0;
    this.setSha(sha);
    this.saved = text;
    if (this.clean) this.forget();
    this.say("saved");
  }

  failed(why) {
    const wait = RETRY[Math.min(this.failures, RETRY.length - 1)];
    this.failures += 1;
    this.say(this.keep() ? "kept" : "page-only", `Not saved. ${why} `);
    this.plan(wait);
  }

  /** The server has another version: shows both, and waits for a decision. Who is typing keeps the
      caret: the keys that follow would else press the button, or be commands of the page. */
  tear(html) {
    this.torn = true;
    this.keep();
    this.panel.innerHTML = html;
    this.say("conflict");
    if (this.view.hasFocus) this.panel.scrollIntoView({ block: "nearest" });
    else this.panel.querySelector("button")?.focus();
  }

  decide(event) {
    const side = event.target.closest("[data-resolve]")?.dataset.resolve;
    if (!side) return;
    const conflict = this.panel.querySelector("[data-conflict]");
    const theirs = this.panel.querySelector("[data-theirs]").value;
    this.setSha(conflict.dataset.sha);
    this.saved = theirs;
    this.torn = false;
    this.failures = 0;
    if (side === "theirs") this.replace(theirs);
    this.panel.replaceChildren();
    this.view.focus();
    if (this.clean) { this.forget(); this.say("saved"); } else this.send();
  }

  /** A response of the page said that it has saved the text: HX-Trigger {"ascent:saved": {sha}}. */
  savedElsewhere(event) {
    const textarea = this.root.querySelector("textarea");
    if (event.detail.editor && event.detail.editor !== textarea.id) return;
    this.setSha(event.detail.sha);
  }

  watch() {
    const look = () => {
      if (document.visibilityState === "visible") this.takeOver();
    };
    window.setInterval(look, WATCH);
    window.addEventListener("focus", look);
  }

  async takeOver() {
    if (this.sending || this.torn || !this.clean) return;
    try {
      const response = await fetch(this.url, { credentials: "same-origin", headers: { Accept: "application/json" } });
      if (!response.ok) return;
      const file = await response.json();
      if (this.sending || this.torn || !this.clean || file.sha === this.sha) return;
      this.setSha(file.sha);
      if (file.text === this.text) return;
      this.saved = file.text;
      this.replace(file.text);
      this.say("taken");
    } catch { /* no server now: the next look or the next save will tell */ }
  }

  /** Puts `text` into the editor, touching only what differs, so that the cursor stays. */
  replace(text) {
    const old = this.text;
    let from = 0;
    while (from < old.length && from < text.length && old[from] === text[from]) from += 1;
    let tail = 0;
    while (tail < old.length - from && tail < text.length - from && old.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
    this.view.dispatch({ changes: { from, to: old.length - tail, insert: text.slice(from, text.length - tail) } });
    window.clearTimeout(this.timer);
  }

  leave() {
    if (this.clean) return;
    this.keep();
    if (!this.torn) fetch(this.url, { ...this.post(this.text), keepalive: true }).catch(() => {});
  }

  setSha(sha) {
    this.sha = sha;
    this.root.dataset.sha = sha;
    const field = this.root.querySelector("[data-editor-sha]");
    if (field) field.value = sha;
  }

  say(state, before = "") {
    this.status.dataset.state = state;
    this.status.textContent = before + SAYS[state];
  }

  keep() {
    return Boolean(this.store) && keep(this.store, { text: this.text, sha: this.sha });
  }

  recall() {
    return this.store ? recall(this.store) : null;
  }

  forget() {
    if (this.store) forget(this.store);
  }
}

async function refusal(response) {
  const said = told(await response.text(), response.headers.get("Content-Type"));
  return said?.text ?? `Ascent did not accept it (${response.status}).`;
}
