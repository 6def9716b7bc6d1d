# attack: Its thread sends answers while the main thread computes.
# stopped-by: Each answer is compared, whichever thread wrote it.
# ends: wrong, crashed, forbidden, out-of-time
# with: frames
import threading


def flood():
    while True:
        reply(message({"value": 4242}))


def double(n):
    threading.Thread(target=flood, daemon=True).start()
    threading.Event().wait(0.2)
    return 0
