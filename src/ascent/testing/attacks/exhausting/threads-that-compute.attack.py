# attack: Its threads compute while it waits, to hide their time.
# stopped-by: The time of all its threads counts.
# ends: out-of-time
# checks: once
# limits: seconds=0.5
import threading
import zlib

data = bytes(50_000_000)
for _ in range(8):
    threading.Thread(target=lambda: [zlib.crc32(data) for _ in range(10_000)], daemon=True).start()


def double(n):
    threading.Event().wait(60)
