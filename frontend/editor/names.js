// Completion: Python's own names, names in scope, names the page gives, and attributes in use.

import { Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import {
  acceptCompletion, autocompletion, completionKeymap, completionStatus, moveCompletionSelection,
  selectedCompletion,
} from "@codemirror/autocomplete";
import { globalCompletion, localCompletionSource } from "@codemirror/lang-python";

const ATTRIBUTES = 400; // more than a file of a lesson ever has; keeps a huge paste fast

/** Offers names while typing. Tab takes the first one; Enter stays a new line unless one was chosen
    with the arrows, so that a short name is never turned into a longer one. */
export function completion(given) {
  return [
    autocompletion({
      override: [localCompletionSource, globalCompletion, fromPage(given), attributes],
      icons: false,
      selectOnOpen: false,
      defaultKeymap: false,
    }),
    Prec.high(keymap.of([{ key: "Tab", run: takeFirst }, ...completionKeymap])),
  ];
}

function takeFirst(view) {
  if (completionStatus(view.state) !== "active") return false;
  if (!selectedCompletion(view.state)) moveCompletionSelection(true)(view);
  return acceptCompletion(view);
}

/** Names that the page knows of, such as the columns of the data. */
function fromPage(given) {
  const options = given.map((label) => ({ label, type: "variable", boost: 1 }));
  return (context) => {
    const word = context.matchBefore(/(?<![.\w])[A-Za-z_]\w*$/);
    const quoted = context.matchBefore(/(?<=["'])\w+$/);
    const found = quoted ?? word;
    return found && options.length ? { from: found.from, options, validFor: /^\w*$/ } : null;
  };
}

/** After a dot: the attributes that the text already uses. */
function attributes(context) {
  const word = context.matchBefore(/(?<=\.)\w*$/);
  if (!word) return null;
  const used = new Set();
  for (const [, name] of context.state.doc.toString().matchAll(/\.([A-Za-z_]\w*)/g)) {
    if (used.size < ATTRIBUTES) used.add(name);
  }
  used.delete(word.text);
  const options = [...used].map((label) => ({ label, type: "property" }));
  return options.length ? { from: word.from, options, validFor: /^\w*$/ } : null;
}
