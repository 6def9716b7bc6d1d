# attack: It loops when its program ends.
# stopped-by: Its process ends without any clean-up.
# ends: wrong
import atexit
import threading


def forever():
    while True:
        pass


atexit.register(forever)
threading._register_atexit(forever)
