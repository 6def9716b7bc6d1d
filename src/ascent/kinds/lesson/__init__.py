"""The kind of activity called lesson."""
