# attack: It writes gigabytes on the bare descriptors.
# stopped-by: What arrives there is counted too.
# ends: flooded
# limits: seconds=10
import os

while True:
    for fd in (1, 2):
        os.write(fd, b"x" * 65536)
