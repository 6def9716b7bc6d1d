# attack: It begins a frame and sleeps for ever.
# stopped-by: The wall clock counts while its answer is awaited.
# ends: out-of-time
# limits: seconds=0.2
# checks: once
# waits: it sleeps
# with: frames


def double(n):
    write(frame(b"r", b"")[:3])
    import time

    time.sleep(10**6)
