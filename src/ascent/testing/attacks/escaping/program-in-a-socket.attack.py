# attack: It attaches filter programs to a socket, to reach the kernel's compiler.
# stopped-by: The filter refuses these options, on any socket.
# ends: wrong
# with: bait
# sees: refused program PermissionError
import ctypes
import socket
import struct

one, other = socket.socketpair()
filter_ = struct.pack("HBBI", 6, 0, 0, 0)
buffer = ctypes.create_string_buffer(filter_)
program = struct.pack("HxxxxxxP", 1, ctypes.addressof(buffer))
for option in (26, 50, 51, 52):
    attempt("program", one.setsockopt, socket.SOL_SOCKET, option, program)
