# attack: Its list grows while it is being encoded.
# stopped-by: An answer has only so many parts.
# ends: wrong, out-of-time, out-of-memory, crashed
# checks: once
# limits: seconds=2
import threading


def double(n):
    grows = [0]

    def more():
        while True:
            grows.extend([grows[-1]] * 1000)
            if len(grows) > 5_000_000:
                break

    threading.Thread(target=more, daemon=True).start()
    return grows
