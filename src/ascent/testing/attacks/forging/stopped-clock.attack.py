# attack: It stops the clocks of its process to win a race against time.
# stopped-by: The clock that counts is the worker's.
# ends: out-of-time
# limits: seconds=0.4
import time

time.time = time.monotonic = time.perf_counter = time.process_time = lambda: 0.0
while True:
    pass
