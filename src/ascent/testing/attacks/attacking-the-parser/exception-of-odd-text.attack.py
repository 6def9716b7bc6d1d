# attack: The text of its exception holds surrogates, NUL and direction marks.
# stopped-by: Text is stored and shown as text, without what no database and no page can hold.
# ends: crashed
# checks: once


def double(n):
    raise ValueError("\ud800 half \x00 nul \u202e turned \x1b[31m red \x07")
