# attack: It sleeps and computes nothing.
# stopped-by: The wall clock counts too, later.
# ends: out-of-time
# limits: seconds=0.2
# waits: it sleeps
import time

time.sleep(10**6)
