"""The kind of activity called exercise."""
