# attack: Its thread goes on after the reply, into the time of the next question and run.
# stopped-by: The process ends with the attempt; until then its time counts.
# ends: out-of-time, wrong
# checks: once
# limits: seconds=0.5
import threading


def busy():
    while True:
        pass


threading.Thread(target=busy, daemon=False).start()


def double(n):
    threading.Event().wait(5)
    return 0
