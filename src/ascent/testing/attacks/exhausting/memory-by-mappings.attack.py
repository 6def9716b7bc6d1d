# attack: It maps memory that it shares with nobody, to hide it from the limits.
# stopped-by: The address space is limited, and the resident memory watched from outside.
# ends: out-of-memory, crashed
# limits: seconds=10
import mmap

kept = []
while True:
    one = mmap.mmap(-1, 50_000_000)
    one.write(b"x" * 50_000_000)
    kept.append(one)
