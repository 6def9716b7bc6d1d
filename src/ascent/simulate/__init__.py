"""Simulated learners, worlds and coaches. Pure: numpy only, no clock, no database.

Written in plain Python that numba can compile as it stands, so that a benchmark
runs the very lines that are read here. Whatever comes out of it is *simulated,
not yet shown on people*.
"""

WORDS = "simulated, not yet shown on people"
