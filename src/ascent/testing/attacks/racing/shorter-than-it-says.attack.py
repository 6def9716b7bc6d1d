# attack: It announces ninety megabytes and sends ten bytes.
# stopped-by: Memory is taken as bytes arrive, and the wall clock counts.
# ends: out-of-time, crashed
# checks: once
# waits: the rest never comes
# limits: seconds=0.2
# with: frames


def double(n):
    write(frame(b"r", b"0123456789", size=90_000_000))
    import time

    time.sleep(10**6)
