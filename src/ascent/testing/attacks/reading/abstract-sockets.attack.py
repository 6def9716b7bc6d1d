# attack: It connects to a socket without a file, which file permissions do not guard.
# stopped-by: Such names belong to the network namespace, and Landlock keeps them apart too.
# ends: wrong
# with: bait
import socket


def reach(address):
    with socket.socket(socket.AF_UNIX) as one:
        one.connect(address)


attempt("abstract", reach, bait["abstract"])
attempt("by its path", reach, bait["socket"])
for path in ("/run/docker.sock", "/var/run/docker.sock", "/run/postgresql/.s.PGSQL.5432", "/run/dbus/system_bus_socket"):
    attempt(path, reach, path)
