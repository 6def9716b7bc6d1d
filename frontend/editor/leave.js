// Tab indents. Esc arms Tab to move the focus instead, until another key is pressed or focus is gone.

import { EditorView } from "@codemirror/view";

const KEEP = new Set(["Tab", "Shift", "Escape", "Control", "Alt", "Meta"]);

export function leaveWithEscape() {
  return EditorView.domEventObservers({
    keydown(event, view) {
      if (event.key === "Escape") view.setTabFocusMode(true);
      else if (!KEEP.has(event.key)) view.setTabFocusMode(false);
    },
    blur(_event, view) {
      view.setTabFocusMode(false);
    },
  });
}
