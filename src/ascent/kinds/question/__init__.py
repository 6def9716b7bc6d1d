"""The kind of activity called question."""
