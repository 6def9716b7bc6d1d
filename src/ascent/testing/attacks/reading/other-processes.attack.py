# attack: It reads the memory, the environment and the open files of other processes.
# stopped-by: Other processes do not exist in its namespace.
# ends: wrong
# with: bait
import os

for pid in (bait["worker"], bait["victim"], os.getppid() or 2):
    for name in ("environ", "maps", "mem", "cmdline", "status", "stack", "io", "fd/0", "auxv"):
        attempt(f"{name} of another", read, f"/proc/{pid}/{name}")
try:
    others = {one for one in os.listdir("/proc") if one.isdigit()} - {str(os.getpid())}
except OSError:
    others = set()
if others:
    print("GOT", sorted(others)[:10])
