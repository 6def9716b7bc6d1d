// An editor whose text has no file, such as a cell of a lesson: what the reader made of it stays in
// this browser, until they go back to the text as it was written, or the author changes that.

import { forget, keep, recall } from "./kept.js";

export class Draft {
  constructor(root, view) {
    this.view = view;
    this.name = `ascent.text.${root.dataset.store}`;
    this.written = root.querySelector("textarea").defaultValue;
    this.back = root.closest(".cell")?.querySelector("[data-editor-back]");
  }

  get text() { return this.view.state.doc.toString(); }

  start() {
    const kept = recall(this.name);
    if (kept?.written === this.written) this.put(kept.text);
    this.back?.addEventListener("click", () => { this.put(this.written); this.view.focus(); });
  }

  changed() {
    if (this.text === this.written) forget(this.name);
    else keep(this.name, { text: this.text, written: this.written });
    if (this.back) this.back.hidden = this.text === this.written;
  }

  put(text) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }
}
