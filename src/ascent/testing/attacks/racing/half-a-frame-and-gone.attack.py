# attack: It closes its channel in the middle of a frame.
# stopped-by: What is not whole is no answer.
# ends: crashed
# with: frames


def double(n):
    write(frame(b"r", message({"value": 42}))[:-3])
    os._exit(0)
