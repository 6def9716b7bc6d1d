# attack: Its thread changes an array while it is being written.
# stopped-by: What arrives is compared; how it came about does not matter.
# ends: wrong
# checks: array
import threading

import numpy as np


def scale(x):
    out = np.zeros_like(x)

    def change():
        while True:
            out[:] = np.random.random(len(x))
            out.resize((1,), refcheck=False)

    threading.Thread(target=change, daemon=True).start()
    return out
