# attack: It calls home: by address, by name, by datagram, to the cloud's metadata, to this machine.
# stopped-by: It has a network of its own without any way out, and may open no such socket.
# ends: wrong
# with: bait
# sees: refused this machine
# sees: refused metadata
# sees: refused a name
# sees: refused a datagram
# sees: refused urllib
import socket
import urllib.request


def datagram():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        return one.sendto(b"token", ("8.8.8.8", 53))


attempt("this machine", socket.create_connection, ("127.0.0.1", bait["port"]), 1)
attempt("metadata", socket.create_connection, ("169.254.169.254", 80), 1)
attempt("a name", socket.getaddrinfo, "example.org", 80)
attempt("a datagram", datagram)
attempt("urllib", urllib.request.urlopen, f"http://127.0.0.1:{bait['port']}/", None, 1)
attempt("a server", socket.create_server, ("", 0))
