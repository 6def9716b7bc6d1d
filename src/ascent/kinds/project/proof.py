"""A project holds what it promises: see `ascent.testing.exercise`."""

from ascent.kinds.proving import prove_task as prove

__all__ = ["prove"]
