# attack: It reaches for the same files by dots, links, descriptors and /proc.
# stopped-by: The root is another one, and its /proc has no process but this one.
# ends: wrong
# with: bait
import os

secret = bait["secret"]
dots = "../" * 40
attempt("dots", read, dots + secret)
attempt("/proc/self/root", read, "/proc/self/root" + secret)
attempt("/proc/self/cwd", read, "/proc/self/cwd/" + dots + secret)
attempt("/proc/1/root", read, f"/proc/1/root{secret}")
attempt("worker's root", read, f"/proc/{bait['worker']}/root{secret}")
attempt("worker's cwd", read, f"/proc/{bait['worker']}/cwd/{dots}{secret}")
os.symlink(secret, "link")
attempt("symlink", read, "link")
attempt("hard link", os.link, secret, "hard")
os.symlink("/", "slash")
attempt("symlink to the root", read, "slash" + secret)
here = os.open("/", os.O_PATH | os.O_DIRECTORY)
attempt("from the root's descriptor", lambda: os.open(dots + secret, os.O_RDONLY, dir_fd=here))
attempt("rename", lambda: os.rename(secret, "mine") or os.rename("mine", secret))
