# attack: It announces a frame of four gigabytes.
# stopped-by: A frame has a largest size.
# ends: forbidden
# with: frames


def double(n):
    write(frame(b"r", b"", size=0xFFFFFFFF))
    import time

    time.sleep(10**6)
