// Completion: Python's own names, names in scope, names the page gives, and attributes in use.

import { globalCompletion, localCompletionSource } from "@codemirror/lang-python";

const ATTRIBUTES = 400; // more than a file of a lesson ever has; keeps a huge paste fast

export function namesInScope(given) {
  return [localCompletionSource, globalCompletion, fromPage(given), attributes];
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
