# attack: It leaves a key, a socket's name and a lock for the next.
# stopped-by: Keys are refused; names end with the network namespace.
# ends: wrong
# unless-limited: There is no socket at all there, so this has nothing to leave.
import socket

left = socket.socket(socket.AF_UNIX)
left.bind("\0left-behind")
left.listen()
# --- next run
import socket

try:
    one = socket.socket(socket.AF_UNIX)
    one.connect("\0left-behind")
    print("GOT a socket")
except OSError:
    pass
