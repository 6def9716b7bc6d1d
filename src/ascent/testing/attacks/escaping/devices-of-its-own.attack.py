# attack: It makes device files, pipes and sockets where it may write.
# stopped-by: The filter refuses mknod, and the folders take no devices.
# ends: wrong
# with: bait
# sees: refused a disk PermissionError
# sees: refused memory PermissionError
import os
import stat

attempt("a disk", os.mknod, "disk", stat.S_IFBLK | 0o666, os.makedev(8, 0))
attempt("memory", os.mknod, "memory", stat.S_IFCHR | 0o666, os.makedev(1, 1))
attempt("a pipe", os.mkfifo, "pipe")
