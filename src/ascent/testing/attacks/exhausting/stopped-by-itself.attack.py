# attack: It stops its own process.
# stopped-by: The wall clock counts too, later.
# ends: out-of-time, wrong
# limits: seconds=0.2
# waits: it is stopped
import os
import signal

os.kill(os.getpid(), signal.SIGSTOP)
