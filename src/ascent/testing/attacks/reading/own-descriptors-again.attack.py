# attack: It opens its own descriptors again through /proc, to read what is for the worker.
# stopped-by: They lead to pipes that hold only its own questions and answers.
# ends: wrong, crashed, forbidden
# with: bait
import os

for fd in range(16):
    for way in (os.O_RDONLY, os.O_WRONLY):
        try:
            got = os.open(f"/proc/self/fd/{fd}", way | os.O_NONBLOCK)
            data = os.read(got, 4096) if way == os.O_RDONLY else b""
        except OSError:
            continue
        if b"passed" in data or b"expect" in data:
            print("GOT", fd, data[:100])
