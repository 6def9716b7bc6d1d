# attack: It keeps files open that it has removed, so that nobody sees them.
# stopped-by: The folder's size counts what is open.
# ends: crashed, out-of-memory
# unless-limited: The folders are on disk there, and only single files are limited.
# limits: seconds=10
import os

kept = []
while True:
    kept.append(open("x", "wb", 0))
    kept[-1].write(bytes(20_000_000))
    os.unlink("x")
    if len(kept) > 30:
        print("GOT", len(kept))
        break
