# attack: The lengths in its message point beyond its end, and into each other.
# stopped-by: Every length has to add up.
# ends: wrong, crashed
# with: frames
# checks: once


def double(n):
    reply(struct.pack(">2sIH", b"W1", 0xFFFFFFFF, 0xFFFF))
    reply(struct.pack(">2sIH", b"W1", 2, 0xFFFF) + b"{}")
    reply(struct.pack(">2sIHI", b"W1", 2, 1, 0xFFFFFFFF) + b"{}")
    reply(b"")
    return 0
