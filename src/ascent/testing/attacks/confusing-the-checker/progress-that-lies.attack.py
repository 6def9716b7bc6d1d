# attack: It reports numbers that are none: nan, infinity, negative, objects, from many threads.
# stopped-by: Progress decides nothing, and is taken as numbers and short texts.
# ends: wrong, crashed
import threading

import ascent_run


class Odd(float):
    def __repr__(self):
        raise SystemExit(0)


def tell():
    for odd in (float("nan"), float("inf"), -1, 10**400, "x", None, [], Odd(1), True):
        try:
            ascent_run.progress(odd, odd, passed=odd)
        except Exception:
            pass


threads = [threading.Thread(target=tell) for _ in range(8)]
for one in threads:
    one.start()
for one in threads:
    one.join()
tell()
