/** The icons that pages use, by their name in the Lucide set. Add a name, run `make vendor`. */
export const ICONS = `
  arrow-left arrow-right ban book-open calendar check chevron-down chevron-right circle
  circle-alert circle-check circle-dashed circle-help circle-x clock cloud-fog code copy database
  download external-link eye file-text flag footprints git-fork image info keyboard layers
  lightbulb list locate map message-circle-question-mark minus moon mountain pencil play plus
  repeat-2 rotate-ccw route save search settings signpost sun table tent terminal timer
  triangle-alert undo-2 x
`.trim().split(/\s+/);
