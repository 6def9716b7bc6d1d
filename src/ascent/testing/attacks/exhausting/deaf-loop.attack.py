# attack: It ignores every signal and loops.
# stopped-by: The signal that ends it cannot be ignored.
# ends: out-of-time
# limits: seconds=0.3
import signal

for one in signal.valid_signals():
    try:
        signal.signal(one, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
