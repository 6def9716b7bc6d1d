# attack: It forks for ever, whatever the answer.
# stopped-by: No process is ever made; the loop runs out of time.
# ends: out-of-time
# limits: seconds=0.5
import os

while True:
    try:
        if os.fork() == 0:
            print("GOT a process", flush=True)
    except OSError:
        pass
