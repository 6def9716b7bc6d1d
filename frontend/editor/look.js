// Colours and type of the editor: names of tokens only, so light and dark follow the page.

import { EditorView } from "@codemirror/view";
import { HighlightStyle } from "@codemirror/language";
import { tags } from "@lezer/highlight";

const colour = (name) => `var(--${name})`;

export const look = EditorView.theme({
  "&": { color: colour("code-plain"), backgroundColor: colour("raised"), fontSize: "0.82rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: colour("mono"), lineHeight: "1.6", fontVariantLigatures: "none" },
  ".cm-content": { padding: "12px 0", minHeight: "18rem", caretColor: colour("ink") },
  ".editor-short & .cm-content": { minHeight: "0" },
  ".cm-line": { padding: "0 16px 0 10px" },
  ".editor-short & .cm-line": { paddingLeft: "16px" },
  ".cm-gutters": { backgroundColor: colour("raised"), color: colour("muted"), border: "none", fontSize: "0.72rem", lineHeight: "calc(1.6 * 0.82 / 0.72)" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 6px 0 14px", minWidth: "40px" },
  ".cm-activeLine": { backgroundColor: colour("code-line") },
  ".cm-activeLineGutter": { backgroundColor: colour("raised"), color: colour("ink") },
  "&:not(.cm-focused) .cm-activeLine": { backgroundColor: "transparent" },
  ".cm-cursor": { borderLeftColor: colour("ink"), borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: colour("code-select") },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "transparent", outline: `1px solid ${colour("edge")}` },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", color: colour("crimson") },
  ".cm-tooltip": { border: `1px solid ${colour("edge")}`, borderRadius: "6px", backgroundColor: colour("raised"), color: colour("ink"), overflow: "hidden" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: colour("mono"), fontSize: "0.78rem", maxHeight: "14em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 12px", lineHeight: "1.6" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: colour("code-select"), color: colour("ink") },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-specialChar": { color: colour("crimson") },
});

export const syntax = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.bool, tags.null, tags.self], color: colour("code-keyword") },
  { tag: [tags.string, tags.special(tags.string), tags.escape], color: colour("code-string") },
  { tag: tags.number, color: colour("code-number") },
  { tag: [tags.comment, tags.docComment], color: colour("code-comment"), fontStyle: "italic" },
  { tag: [tags.definition(tags.function(tags.variableName)), tags.definition(tags.className), tags.className, tags.function(tags.variableName), tags.function(tags.propertyName), tags.meta], color: colour("code-name") },
  { tag: tags.invalid, color: colour("crimson") },
]);
