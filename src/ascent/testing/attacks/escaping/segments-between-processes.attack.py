# attack: It makes shared segments, queues and semaphores that outlive a process.
# stopped-by: The filter refuses them, and the IPC namespace ends with the process.
# ends: wrong
# with: calls
# sees: refused shmget EPERM
# sees: refused msgget EPERM
# sees: refused mq_open EPERM
attempt("shmget", 0x41, 4096, 0o1777)
attempt("msgget", 0x41, 0o1777)
attempt("mq_open", b"/x", 0o102, 0o777, 0)
