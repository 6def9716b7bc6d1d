# attack: It asks to outlive the worker, to be undumpable, to be traced, to adopt orphans.
# stopped-by: The filter allows prctl to name a thread and little else.
# ends: wrong
# with: calls
# sees: refused PR_SET_PDEATHSIG EPERM
# sees: refused PR_SET_DUMPABLE EPERM
# sees: refused PR_SET_PTRACER EPERM
# sees: refused PR_SET_CHILD_SUBREAPER EPERM
# sees: refused PR_SET_MM EPERM
# sees: refused PR_SET_SECCOMP EPERM
# sees: refused PR_SET_KEEPCAPS EPERM
options = {
    "PR_SET_PDEATHSIG": (1, 0), "PR_SET_DUMPABLE": (4, 0), "PR_SET_PTRACER": (0x59616D61, -1),
    "PR_SET_CHILD_SUBREAPER": (36, 1), "PR_SET_MM": (35, 1), "PR_SET_SECCOMP": (22, 2),
    "PR_SET_KEEPCAPS": (8, 1),
}
for name, (option, value) in options.items():
    said = call("prctl", option, value, 0, 0, 0)
    print("GOT" if said == "OK" else "refused", name, said)
