# attack: It clones by number: with namespaces, as a sibling, without sharing memory.
# stopped-by: By clone only threads are made; clone3, whose flags cannot be seen, does not exist.
# ends: wrong
# with: calls
# sees: refused fork EPERM
# sees: refused vfork EPERM
# sees: refused clone EPERM
# sees: refused clone3 ENOSYS
# sees: refused execve EPERM
# sees: refused execveat EPERM
# machine: x86_64
SIGCHLD, VFORK, VM, PARENT, USER = 17, 0x4000, 0x100, 0x8000, 0x10000000
for name, arguments in (("fork", ()), ("vfork", ()), ("clone", (SIGCHLD, 0, 0, 0, 0)),
                        ("clone", (VFORK | VM | SIGCHLD, 0, 0, 0, 0)),
                        ("clone", (USER | SIGCHLD, 0, 0, 0, 0)),
                        ("clone", (PARENT | SIGCHLD, 0, 0, 0, 0)),
                        ("clone3", (ctypes.addressof(ctypes.create_string_buffer(88)), 88))):
    said = call(name, *arguments)
    if said == "OK" and os.getpid() != 1:
        os._exit(0)
    print("GOT" if said == "OK" else "refused", name, said)
attempt("execve", b"/bin/sh", 0, 0)
attempt("execveat", -100, b"/bin/sh", 0, 0, 0)
