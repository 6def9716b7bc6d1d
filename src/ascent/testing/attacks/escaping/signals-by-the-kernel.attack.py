# attack: It makes the kernel signal a neighbour, by owning a descriptor on its behalf.
# stopped-by: The filter refuses to set an owner, a signal or a lease.
# ends: wrong
# with: bait
# sees: refused owner PermissionError
# sees: refused signal PermissionError
# sees: refused owner of another kind PermissionError
# sees: refused lease PermissionError
# sees: refused notification PermissionError
import fcntl
import os
import struct

reading, writing = os.pipe()
attempt("owner", fcntl.fcntl, reading, fcntl.F_SETOWN, bait["victim"])
attempt("signal", fcntl.fcntl, reading, 10, 9)
attempt("owner of another kind", fcntl.fcntl, reading, 15, struct.pack("ii", 1, bait["victim"]))
attempt("lease", fcntl.fcntl, os.open("bait.json", os.O_RDONLY), 1024, 1)
attempt("notification", fcntl.fcntl, os.open(".", os.O_RDONLY), 1026, 1)
attempt("larger pipe", fcntl.fcntl, reading, 1031, 1 << 20)
fcntl.fcntl(reading, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
os.write(writing, b"x")
