# attack: It stops its own process, to look like one that was stopped from outside.
# stopped-by: The filter refuses the signals that stop; the first process of a namespace ignores them.
# ends: wrong
# with: bait
# sees: refused SIGSTOP PermissionError
# sees: refused SIGTSTP PermissionError
# sees: refused raise PermissionError
import signal
import threading

for name in ("SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU"):
    attempt(name, os.kill, os.getpid(), getattr(signal, name))
attempt("raise", signal.raise_signal, signal.SIGSTOP)
attempt("thread", signal.pthread_kill, threading.get_ident(), signal.SIGSTOP)
