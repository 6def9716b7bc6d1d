# attack: It opens sockets of every family: internet, netlink, packets, virtual machines, crypto.
# stopped-by: The filter lets only local sockets exist.
# ends: wrong
# with: bait
# sees: refused family 2 PermissionError
# sees: refused family 10 PermissionError
# sees: refused family 16 PermissionError
# sees: refused family 17 PermissionError
# sees: refused family 38 PermissionError
# sees: refused family 40 PermissionError
import socket

for family in range(2, 46):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
        attempt(f"family {family}", socket.socket, family, kind)
        attempt(f"a pair of family {family}", socket.socketpair, family, kind)
