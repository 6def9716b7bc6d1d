# attack: It recurses until the stack is full, past Python's own limit.
# stopped-by: The process ends alone.
# ends: crashed
import ctypes
import sys

sys.setrecursionlimit(10**9)


class Deep:
    def __repr__(self):
        return repr(self)


repr(Deep())
