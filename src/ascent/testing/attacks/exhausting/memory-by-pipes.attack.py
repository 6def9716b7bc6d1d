# attack: It fills the buffers of pipes and sockets, which are the kernel's memory.
# stopped-by: There are few descriptors, and their buffers are small.
# ends: crashed
# says: Too many open files
# limits: seconds=10
import os
import socket

kept, total = [], 0
try:
    while True:
        reading, writing = os.pipe()
        one, other = socket.socketpair()
        kept += [reading, writing, one, other]
        try:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 28)
            print("GOT larger buffers")
        except PermissionError:
            pass
        os.set_blocking(writing, False)
        one.setblocking(False)
        for act in (lambda: os.write(writing, bytes(1 << 20)), lambda: one.send(bytes(1 << 20))):
            try:
                while True:
                    total += act()
            except BlockingIOError:
                pass
except OSError as error:
    if total > 100_000_000:
        print("GOT", total)
    raise
