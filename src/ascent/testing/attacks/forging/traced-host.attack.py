# attack: It traces every line of the host and raises in the middle of it.
# stopped-by: A host that breaks gives no answer.
# ends: wrong, crashed, out-of-time
import sys


def trace(frame, event, argument):
    if frame.f_code.co_name in ("_encode", "dumps"):
        raise SystemExit(0)
    return trace


def double(n):
    sys.settrace(trace)
    sys.setprofile(trace)
    return 0
