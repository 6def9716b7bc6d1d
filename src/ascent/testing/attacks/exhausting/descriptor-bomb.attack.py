# attack: It opens files, pipes and sockets until there are no more.
# stopped-by: The number of descriptors is limited.
# ends: crashed
# says: Too many open files
import os
import socket

kept = []
while True:
    kept.append(os.dup(0))
    kept.append(socket.socketpair())
    if len(kept) > 5_000:
        print("GOT", len(kept))
        break
