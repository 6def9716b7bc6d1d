# attack: It becomes another user, takes capabilities, a session, limits and a terminal.
# stopped-by: The filter, no_new_privs, and a user that owns nothing.
# ends: wrong
# with: calls
# sees: refused setuid EPERM
# sees: refused setgid EPERM
# sees: refused capset EPERM
# sees: refused setsid EPERM
# sees: refused the hard limit
# sees: refused prlimit64 EPERM
import resource

attempt("setuid", 0)
attempt("setgid", 0)
attempt("capset", 0, 0)
attempt("setsid")
attempt("prlimit64", os.getppid() or 2, 7, 0, 0)
for name in ("NOFILE", "FSIZE", "AS", "DATA", "CPU"):
    kind = getattr(resource, f"RLIMIT_{name}")
    try:
        resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print("GOT more", name)
    except (ValueError, OSError):
        print("refused the hard limit", name)
for fd in range(64):
    try:
        os.ttyname(fd)
        print("GOT a terminal", fd)
    except OSError:
        pass
