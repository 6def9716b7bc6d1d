"""UUIDs of version 7 (RFC 9562, section 5.7): they sort by the time of their making."""

import secrets
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """A new UUIDv7 with a microsecond clock that never goes back within this process.

    48 bits of Unix milliseconds, 12 bits of the fraction of the millisecond
    (RFC 9562, section 6.2, method 3), 62 random bits.
    """
    global _last
    with _lock:
        micros = max(time.time_ns() // 1000, _last + 1)
        _last = micros
    millis, fraction = divmod(micros, 1000)
    value = millis << 80 | 0x7 << 76 | (fraction * 4096 // 1000) << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return UUID(int=value)
