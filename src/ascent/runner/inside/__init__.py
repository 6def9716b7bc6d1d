"""The only code of Ascent that lies in the learner's process, besides the kit.

It uses the standard library, and numpy, pandas and matplotlib where the kit has
them. It imports nothing of the engine, holds no answers and is not trusted: what
leaves this process counts as said by the learner.
"""
