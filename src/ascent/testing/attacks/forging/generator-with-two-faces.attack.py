# attack: Its generator gives other items when it is pulled by somebody else.
# stopped-by: The checker pulls once, and compares what it pulled.
# ends: wrong
# checks: stream
import sys


def squares(n):
    for at in range(n):
        caller = sys._getframe(1).f_code.co_name
        yield 0 if caller == "op_next" else at * at
        yield -1
