# attack: It announces a short frame and sends a long one.
# stopped-by: What follows is read as the next frame, and refused.
# ends: wrong, crashed, forbidden, out-of-time
# checks: once
# waits: the worker may wait for the rest of a frame that never was
# limits: seconds=0.3
# with: frames


def double(n):
    write(frame(b"r", message({"value": 42}), size=5))
    return 0
