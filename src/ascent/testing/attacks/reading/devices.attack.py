# attack: It reads devices: memory, disks, keyboards, terminals, kernel messages.
# stopped-by: Five harmless devices exist in its file system.
# ends: wrong
# with: bait
import os

harmless = {"null", "zero", "full", "random", "urandom", "shm"}
for name in ("mem", "kmem", "port", "sda", "vda", "kvm", "fuse", "kmsg", "tty", "input/event0",
             "net/tun", "nvidia0", "dri/card0", "ptmx", "console", "loop0"):
    attempt(name, lambda name=name: os.open(f"/dev/{name}", os.O_RDWR))
try:
    if set(os.listdir("/dev")) - harmless:
        print("GOT", os.listdir("/dev"))
except PermissionError:
    pass
