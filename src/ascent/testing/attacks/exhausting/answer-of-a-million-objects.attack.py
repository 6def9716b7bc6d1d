# attack: It answers with a million objects, each of which would need a handle.
# stopped-by: An answer has only so many parts.
# ends: wrong, out-of-time, out-of-memory
# limits: seconds=1 memory_mb=512
# checks: once


def double(n):
    return [object() for _ in range(1_000_000)]
