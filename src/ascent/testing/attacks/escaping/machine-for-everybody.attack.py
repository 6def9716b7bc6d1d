# attack: It sets the clock, the host's name, the log, modules, swap, quotas; it reboots.
# stopped-by: The seccomp filter says EPERM, and there is no capability either.
# ends: wrong
# with: calls
# sees: refused clock_settime EPERM
# sees: refused settimeofday EPERM
# sees: refused adjtimex EPERM
# sees: refused sethostname EPERM
# sees: refused init_module EPERM
# sees: refused finit_module EPERM
# sees: refused kexec_load EPERM
# sees: refused reboot EPERM
# sees: refused swapon EPERM
# sees: refused syslog EPERM
# sees: refused quotactl EPERM
# sees: refused acct EPERM
# sees: refused sync EPERM
# sees: refused setpriority EPERM
attempt("clock_settime", 0, 0)
attempt("settimeofday", 0, 0)
attempt("adjtimex", 0)
attempt("sethostname", b"mine", 4)
attempt("init_module", 0, 0, b"")
attempt("finit_module", 0, b"", 0)
attempt("kexec_load", 0, 0, 0, 0)
attempt("reboot", 0xFEE1DEAD, 672274793, 0x4321FEDC, 0)
attempt("swapon", b"/learner/work/x", 0)
attempt("syslog", 3, 0, 0)
attempt("quotactl", 0, 0, 0, 0)
attempt("acct", 0)
attempt("sync")
attempt("setpriority", 0, 0, -20)
