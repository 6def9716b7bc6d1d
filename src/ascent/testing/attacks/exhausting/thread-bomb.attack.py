# attack: It starts threads for ever.
# stopped-by: The number of threads is limited.
# ends: crashed, out-of-memory, out-of-time, forbidden
import threading
import time

count = 0
while True:
    try:
        threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
        count += 1
    except RuntimeError:
        if count > 600:
            print("GOT", count)
        raise
