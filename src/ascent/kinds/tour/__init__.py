"""The kind of activity called tour."""
