# attack: It maps private memory and touches all of it.
# stopped-by: Memory is limited.
# ends: out-of-memory, crashed
# limits: seconds=10
import mmap

kept = []
while True:
    one = mmap.mmap(-1, 50_000_000, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    one.write(b"x" * 50_000_000)
    kept.append(one)
