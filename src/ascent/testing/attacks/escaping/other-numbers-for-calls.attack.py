# attack: It names system calls by the numbers of x32, which some filters forget.
# stopped-by: Such a number ends the process.
# ends: forbidden
# with: calls
# machine: x86_64
libc.syscall(ctypes.c_long(0x40000000 + 520), b"/bin/sh", None, None)
print("GOT past it")
