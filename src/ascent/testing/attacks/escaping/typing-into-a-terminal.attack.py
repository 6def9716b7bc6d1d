# attack: It types commands into the terminal of whoever started the worker.
# stopped-by: There is no terminal, and the filter refuses the request.
# ends: wrong
# sees: refused TIOCSTI EPERM
# sees: refused TIOCLINUX EPERM
# sees: refused FIOSETOWN EPERM
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
descriptors = [0, 1, 2]
for path in ("/dev/tty", "/dev/console", "/proc/self/fd/0"):
    try:
        descriptors.append(os.open(path, os.O_RDWR | os.O_NOCTTY))
    except OSError:
        pass
for fd in descriptors:
    for name, request in (("TIOCSTI", 0x5412), ("TIOCLINUX", 0x541C), ("FIOSETOWN", 0x8901)):
        for extra in (0, 1 << 32):
            result = libc.ioctl(fd, ctypes.c_ulong(request | extra), ctypes.byref(ctypes.c_int(10)))
            said = "OK" if result >= 0 else errno.errorcode[ctypes.get_errno()]
            print("GOT" if result >= 0 else "refused", name, said)
