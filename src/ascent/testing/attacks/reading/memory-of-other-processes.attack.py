# attack: It opens the memory and the environment of the worker and of a neighbour.
# stopped-by: Their files in /proc are not there, or Landlock and the kernel refuse them.
# ends: wrong
# with: bait
import os

for pid in (bait["worker"], bait["victim"], os.getppid() or 2):
    for name in ("environ", "mem", "maps", "auxv", "fd/0", "fd/1", "root/etc/passwd", "map_files"):
        attempt(name, read, f"/proc/{pid}/{name}")
