# attack: It fills every folder it may write, since they lie in memory.
# stopped-by: Each folder has a size.
# ends: crashed, out-of-memory
# unless-limited: The folders are on disk there, and only single files are limited.
# limits: seconds=10
import os
import tempfile

written = 0
for folder in (".", os.path.expanduser("~"), tempfile.gettempdir(), "/dev/shm"):
    try:
        for n in range(10_000):
            with open(f"{folder}/{n}", "wb") as file:
                file.write(bytes(5_000_000))
            written += 5_000_000
    except OSError as error:
        last = error
if written > 400_000_000:
    print("GOT", written)
raise last
