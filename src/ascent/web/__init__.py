"""Puts it together. Nobody imports this package."""
