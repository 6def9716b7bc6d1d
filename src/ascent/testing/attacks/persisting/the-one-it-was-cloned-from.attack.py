# attack: It reaches for the process that it was cloned from, to change every later clone.
# stopped-by: Its parent is not in its namespace, and it may neither signal nor trace it.
# ends: wrong
# with: calls
import os

parent = os.getppid()
for pid in {parent, 1, 2, parent - 1} - {0, os.getpid()}:
    attempt("ptrace", 0x4206, pid, 0, 0)
    attempt("kill", pid, 0)
    attempt("process_vm_writev", pid, 0, 0, 0, 0, 0)
    for name in ("mem", "maps", "fd"):
        try:
            os.open(f"/proc/{pid}/{name}", os.O_RDWR if name == "mem" else os.O_RDONLY)
            print("GOT", pid, name)
        except OSError:
            pass
