# attack: It leaves a process behind, by forking twice and opening a session of its own.
# stopped-by: No process is made, and the namespace would end with its first.
# ends: forbidden
import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            time.sleep(0.1)
    os._exit(0)
