"""Ascent: from zero to hero in machine learning, one next step at a time.

This package imports nothing when it is imported: the checker process, which
lives in a kit and not in the engine's environment, imports `ascent.testing`.
"""

__version__ = "0.1.0"
