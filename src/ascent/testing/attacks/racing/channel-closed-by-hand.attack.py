# attack: It closes every descriptor and goes on.
# stopped-by: A torn channel is no answer.
# ends: crashed, forbidden, wrong, out-of-time
# checks: once
# waits: it goes on
# limits: seconds=0.2
import os


def double(n):
    os.closerange(3, 256)
    while True:
        pass
