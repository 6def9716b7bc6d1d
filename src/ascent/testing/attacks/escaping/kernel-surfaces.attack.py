# attack: It makes the system calls with which sandboxes have been left.
# stopped-by: The seccomp filter allows what libraries need and says EPERM to these.
# ends: wrong
# with: calls
# sees: refused ptrace EPERM
# sees: refused process_vm_readv EPERM
# sees: refused process_vm_writev EPERM
# sees: refused process_madvise EPERM
# sees: refused pidfd_open EPERM
# sees: refused pidfd_getfd EPERM
# sees: refused pidfd_send_signal EPERM
# sees: refused kcmp EPERM
# sees: refused unshare EPERM
# sees: refused setns EPERM
# sees: refused mount EPERM
# sees: refused umount2 EPERM
# sees: refused chroot EPERM
# sees: refused pivot_root EPERM
# sees: refused fsopen EPERM
# sees: refused open_tree EPERM
# sees: refused mount_setattr EPERM
# sees: refused bpf EPERM
# sees: refused keyctl EPERM
# sees: refused add_key EPERM
# sees: refused io_uring_setup EPERM
# sees: refused io_setup EPERM
# sees: refused userfaultfd EPERM
# sees: refused perf_event_open EPERM
# sees: refused open_by_handle_at EPERM
# sees: refused name_to_handle_at EPERM
# sees: refused memfd_create EPERM
# sees: refused vmsplice EPERM
# sees: refused move_pages EPERM
# sees: refused fanotify_init EPERM
# sees: refused seccomp EPERM
# sees: refused personality EPERM
P = os.getppid()
attempt("ptrace", 16, P, 0, 0)
attempt("ptrace", 0, 0, 0, 0)
attempt("process_vm_readv", P, 0, 0, 0, 0, 0)
attempt("process_vm_writev", P, 0, 0, 0, 0, 0)
attempt("process_madvise", 0, 0, 0, 0, 0)
attempt("pidfd_open", P, 0)
attempt("pidfd_getfd", 0, 0, 0)
attempt("pidfd_send_signal", 0, 9, 0, 0)
attempt("kcmp", P, P, 0, 0, 0)
attempt("unshare", 0x10000000)
attempt("unshare", 0)
attempt("setns", 0, 0)
attempt("mount", b"none", b"/learner/work", b"tmpfs", 0, 0)
attempt("umount2", b"/learner/home", 2)
attempt("chroot", b".")
attempt("pivot_root", b".", b".")
attempt("fsopen", b"tmpfs", 0)
attempt("open_tree", -100, b"/", 1)
attempt("mount_setattr", -100, b"/", 0, 0, 0)
attempt("bpf", 0, 0, 0)
attempt("keyctl", 0, -4, 1)
attempt("add_key", b"user", b"x", b"y", 1, -4)
attempt("io_uring_setup", 1, 0)
attempt("io_setup", 1, 0)
attempt("userfaultfd", 1)
attempt("perf_event_open", 0, 0, -1, -1, 0)
attempt("open_by_handle_at", -100, 0, 0)
attempt("name_to_handle_at", -100, b"/", 0, 0, 0)
attempt("memfd_create", b"x", 0)
attempt("vmsplice", 0, 0, 0, 0)
attempt("move_pages", P, 0, 0, 0, 0, 0)
attempt("fanotify_init", 0, 0)
attempt("seccomp", 1, 0, 0)
attempt("personality", 0x0040000)
