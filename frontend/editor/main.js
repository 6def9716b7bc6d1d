// The editor island: every [data-editor] on the page becomes a CodeMirror editor over its textarea.
// Without this file the textarea remains and its form posts as ever.

import { EditorState, Prec } from "@codemirror/state";
import {
  EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars,
  keymap, lineNumbers,
} from "@codemirror/view";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { python } from "@codemirror/lang-python";
import { completion } from "./names.js";
import { leaveWithEscape } from "./leave.js";
import { look, syntax } from "./look.js";
import { Draft } from "./draft.js";
import { Saver } from "./saver.js";

function start(root) {
  if (root.dataset.started !== undefined) return;
  root.dataset.started = "";
  const textarea = root.querySelector("textarea");
  const names = JSON.parse(root.dataset.names || "[]");
  let saver = null;

  const onChange = EditorView.updateListener.of((update) => {
    if (!update.docChanged) return;
    textarea.value = update.state.doc.toString();
    saver?.changed();
  });
  const view = new EditorView({
    doc: textarea.value,
    extensions: [
      nonce(),
      Prec.highest(keymap.of([
        { key: "Mod-Enter", run: () => press(root, "Mod+Enter") },
        { key: "Shift-Enter", run: () => press(root, "Shift+Enter") },
      ])),
      root.classList.contains("editor-short") ? [] : [lineNumbers(), highlightActiveLineGutter()],
      highlightSpecialChars(),
      history(),
      drawSelection(),
      EditorView.lineWrapping,
      EditorState.allowMultipleSelections.of(true),
      indentUnit.of("    "),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      python(),
      syntaxHighlighting(syntax),
      completion(names),
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
      leaveWithEscape(),
      look,
      EditorView.contentAttributes.of(nameOf(root, textarea)),
      onChange,
    ],
  });

  const frame = document.createElement("div");
  frame.className = "editor-frame";
  frame.append(view.dom);
  textarea.before(frame);
  const wasThere = document.activeElement === textarea; // somebody was quicker than this script
  textarea.hidden = true;
  if (wasThere) view.focus();
  textarea.dispatchEvent(new CustomEvent("editor:ready", { bubbles: true, detail: { view } }));
  const help = root.querySelector("[data-editor-help]");
  if (help) help.hidden = false;
  if (root.dataset.saveUrl) saver = new Saver(root, view);
  else if (root.dataset.store) saver = new Draft(root, view);
  saver?.start();
}

function nameOf(root, textarea) {
  const help = root.querySelector("[data-editor-help]");
  if (help && !help.id) help.id = `${textarea.id}-help`;
  return {
    tabindex: "0",
    "aria-label": textarea.labels?.[0]?.textContent.trim() || "Code",
    ...(help ? { "aria-describedby": help.id } : {}),
  };
}

/** Presses the control bound to `key` in the editor's own form, else on the page. */
function press(root, key) {
  const near = root.closest("form, .cell") ?? document;
  const bound = `[data-key="${key}"]`;
  const control = near.querySelector(bound) ?? document.querySelector(bound);
  if (!control || control.disabled) return false;
  control.click();
  return true;
}

function nonce() {
  const own = document.querySelector("script[nonce]")?.nonce;
  return own ? EditorView.cspNonce.of(own) : [];
}

function startAll(within) {
  if (within.matches?.("[data-editor]")) start(within);
  for (const root of within.querySelectorAll("[data-editor]")) start(root);
}

startAll(document);
document.addEventListener("htmx:load", (event) => startAll(event.detail.elt));
