"""The design system: tokens, page frames, components, the map's drawing, safe Markdown."""
