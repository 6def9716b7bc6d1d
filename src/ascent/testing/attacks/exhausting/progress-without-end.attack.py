# attack: It reports progress for ever, as fast as it can.
# stopped-by: Reports are taken only now and then, and its time counts.
# ends: out-of-time, flooded, forbidden
# limits: seconds=0.5
import ascent_run

n = 0
while True:
    n += 1
    ascent_run.progress(n, 10**9, loss=1 / n, note="x" * 100)
