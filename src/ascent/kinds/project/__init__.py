"""The kind of activity called project."""
