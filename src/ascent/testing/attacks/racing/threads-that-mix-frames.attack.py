# attack: Its threads write pieces of frames into each other.
# stopped-by: What cannot be read ends the process, and is no answer.
# ends: wrong, crashed, forbidden, out-of-time
# checks: once
# waits: a frame may never be complete
# limits: seconds=0.5
# with: frames
import threading


def pieces():
    data = frame(b"r", message({"value": list(range(1000))}))
    while True:
        for at in range(0, len(data), 7):
            write(data[at : at + 7])


def double(n):
    for _ in range(4):
        threading.Thread(target=pieces, daemon=True).start()
    threading.Event().wait(0.2)
    return 0
