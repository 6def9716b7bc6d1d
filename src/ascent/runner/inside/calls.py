"""System calls by name, in groups, with their numbers as (x86_64, aarch64).

What learner code may do is written here; `seccomp` makes a program of it. A call that no
group names does not exist for learner code: it gets ENOSYS, for which libraries are
prepared, and so does every call that a later kernel invents.
"""

from __future__ import annotations

Numbers = dict[str, tuple[int | None, int | None]]
"""None where an architecture has no such call."""


def _table(text: str) -> Numbers:
    rows = (row.split() for row in text.split(","))
    return {name: (_number(x86), _number(arm)) for name, x86, arm in rows}


def _number(text: str) -> int | None:
    return None if text == "-" else int(text)


# Files: which ones is the business of the mounts and of Landlock.
FILES = _table(
    """
    read 0 63, write 1 64, readv 19 65, writev 20 66, pread64 17 67, pwrite64 18 68,
    preadv 295 69, pwritev 296 70, preadv2 327 286, pwritev2 328 287, open 2 -, openat 257 56,
    creat 85 -, close 3 57, close_range 436 436, lseek 8 62, stat 4 -, fstat 5 80, lstat 6 -,
    newfstatat 262 79, statx 332 291, statfs 137 43, fstatfs 138 44, access 21 -,
    faccessat 269 48, faccessat2 439 439, readlink 89 -, readlinkat 267 78, getdents 78 -,
    getdents64 217 61, getcwd 79 17, chdir 80 49, fchdir 81 50, mkdir 83 -, mkdirat 258 34,
    rmdir 84 -, rename 82 -, renameat 264 38, renameat2 316 276, unlink 87 -, unlinkat 263 35,
    link 86 -, linkat 265 37, symlink 88 -, symlinkat 266 36, truncate 76 45, ftruncate 77 46,
    fallocate 285 47, fsync 74 82, fdatasync 75 83, sendfile 40 71, flock 73 32,
    fadvise64 221 223, readahead 187 213, umask 95 166, getxattr 191 8,
    lgetxattr 192 9, fgetxattr 193 10, listxattr 194 11, llistxattr 195 12, flistxattr 196 13,
    dup 32 23, dup2 33 -, dup3 292 24, pipe 22 -, pipe2 293 59
    """
)

# Rights and times of files. Landlock does not know them: without a root of its own, a process
# could change those of everything that its user owns. There they do nothing, and say that they
# did, because whoever copies a file also copies these and would fail.
MARKING = _table(
    """
    chmod 90 -, fchmod 91 52, fchmodat 268 53, utime 132 -, utimes 235 -, futimesat 261 -,
    utimensat 280 88
    """
)

# Writable and executable memory at once stays allowed: what ctypes calls back through and
# compilers such as numba's need it, and refusing it would stop nobody who can write a shared
# library into the working folder. Memory that the limits do not count is refused below.
MEMORY = _table(
    """
    mmap 9 222, mprotect 10 226, munmap 11 215, mremap 25 216, madvise 28 233, brk 12 214,
    mincore 27 232, msync 26 227
    """
)

# Threads and the end. Children are waited for in vain.
THREADS = _table(
    """
    exit 60 93, exit_group 231 94, futex 202 98, set_robust_list 273 99, set_tid_address 218 96,
    rseq 334 293, gettid 186 178, sched_yield 24 124, sched_getaffinity 204 123,
    sched_getparam 143 121, sched_getscheduler 145 120, sched_get_priority_max 146 125,
    sched_get_priority_min 147 126, sched_rr_get_interval 148 127, getcpu 309 168,
    arch_prctl 158 -, restart_syscall 219 128, wait4 61 260, waitid 247 95
    """
)

# Clocks, none of which can be set.
TIME = _table(
    """
    time 201 -, gettimeofday 96 169, clock_gettime 228 113, clock_getres 229 114,
    nanosleep 35 101, clock_nanosleep 230 115, times 100 153, alarm 37 -, getitimer 36 102,
    setitimer 38 103, timerfd_create 283 85, timerfd_settime 286 86, timerfd_gettime 287 87
    """
)

# What happens on a signal. Sending one is checked.
SIGNALS = _table(
    """
    rt_sigaction 13 134, rt_sigprocmask 14 135, rt_sigreturn 15 139, rt_sigpending 127 136,
    rt_sigsuspend 130 133, rt_sigtimedwait 128 137, sigaltstack 131 132, pause 34 -,
    signalfd 282 -, signalfd4 289 74
    """
)

# Waiting for several things at once.
WAITING = _table(
    """
    poll 7 -, ppoll 271 73, select 23 -, pselect6 270 72, epoll_create 213 -,
    epoll_create1 291 20, epoll_ctl 233 21, epoll_wait 232 -, epoll_pwait 281 22,
    epoll_pwait2 441 441, eventfd 284 -, eventfd2 290 19
    """
)

# What a process may know of itself; and its limits, which only go down.
FACTS = _table(
    """
    getpid 39 172, getppid 110 173, getuid 102 174, geteuid 107 175, getgid 104 176,
    getegid 108 177, getresuid 118 148, getresgid 120 150, getgroups 115 158, getpgrp 111 -,
    getpgid 121 155, getsid 124 156, uname 63 160, sysinfo 99 179, getrusage 98 165,
    getrlimit 97 163, setrlimit 160 164, getpriority 140 141, capget 125 90, getrandom 318 278
    """
)

# Talking over what is connected already.
LOCAL = _table(
    """
    getsockname 51 204, getpeername 52 205, getsockopt 55 209, shutdown 48 210, sendto 44 206,
    recvfrom 45 207, sendmsg 46 211, recvmsg 47 212, sendmmsg 307 269, recvmmsg 299 243,
    accept 43 202, accept4 288 242
    """
)

# Finding somebody to talk to: only where namespaces keep everybody else away.
ADDRESSED = _table(
    """
    bind 49 200, connect 42 203, listen 50 201
    """
)

ALLOWED: Numbers = {
    **FILES,
    **MEMORY,
    **THREADS,
    **TIME,
    **SIGNALS,
    **WAITING,
    **FACTS,
    **LOCAL,
}

# Allowed with the right arguments: `seccomp` says which.
CHECKED = _table(
    """
    clone 56 220, clone3 435 435, socket 41 198, socketpair 53 199, setsockopt 54 208,
    ioctl 16 29, fcntl 72 25, prctl 157 167, prlimit64 302 261, kill 62 129, tgkill 234 131,
    sched_setaffinity 203 122
    """
)

# Refused in words (EPERM), because no library asks for it and an attack does: other programs
# and processes, privileges, mounts and namespaces, memory that no limit counts, what changes
# the machine for everybody, and the wide surfaces of the kernel.
REFUSED = _table(
    """
    execve 59 221, execveat 322 281, fork 57 -, vfork 58 -, ptrace 101 117,
    process_vm_readv 310 270, process_vm_writev 311 271, pidfd_open 434 434,
    pidfd_getfd 438 438, pidfd_send_signal 424 424, process_madvise 440 440,
    process_mrelease 448 448, kcmp 312 272, tkill 200 130, rt_sigqueueinfo 129 138,
    rt_tgsigqueueinfo 297 240, setsid 112 157, setpgid 109 154, setuid 105 146, setgid 106 144,
    setreuid 113 145, setregid 114 143, setresuid 117 147, setresgid 119 149, setgroups 116 159,
    setfsuid 122 151, setfsgid 123 152, capset 126 91, mount 165 40, umount2 166 39,
    pivot_root 155 41, chroot 161 51, unshare 272 97, setns 308 268, open_tree 428 428,
    move_mount 429 429, fsopen 430 430, fsconfig 431 431, fsmount 432 432, fspick 433 433,
    mount_setattr 442 442, chown 92 -, fchown 93 55, lchown 94 -, fchownat 260 54,
    setxattr 188 5, lsetxattr 189 6, fsetxattr 190 7, mknod 133 -, mknodat 259 33,
    open_by_handle_at 304 265, name_to_handle_at 303 264, sync 162 81, syncfs 306 267,
    acct 163 89, quotactl 179 60, quotactl_fd 443 443, swapon 167 224, swapoff 168 225,
    memfd_create 319 279, memfd_secret 447 447, shmget 29 194, shmat 30 196, shmctl 31 195,
    msgget 68 186, semget 64 190, mq_open 240 180, bpf 321 280, perf_event_open 298 241,
    seccomp 317 277, keyctl 250 219, add_key 248 217, request_key 249 218,
    io_uring_setup 425 425, io_uring_enter 426 426, io_uring_register 427 427, io_setup 206 0,
    userfaultfd 323 282, vmsplice 278 75, splice 275 76, tee 276 77, kexec_load 246 104,
    kexec_file_load 320 294, init_module 175 105, finit_module 313 273, delete_module 176 106,
    reboot 169 142, syslog 103 116, vhangup 153 58, personality 135 92, iopl 172 -,
    ioperm 173 -, modify_ldt 154 -, lookup_dcookie 212 18, fanotify_init 300 262,
    fanotify_mark 301 263, settimeofday 164 170, clock_settime 227 112, clock_adjtime 305 266,
    adjtimex 159 171, sethostname 170 161, setdomainname 171 162, migrate_pages 256 238,
    move_pages 279 239, sched_setscheduler 144 119, sched_setparam 142 118,
    sched_setattr 314 274, setpriority 141 140, ioprio_set 251 30, mlock 149 228,
    mlock2 325 284, mlockall 151 230
    """
)

NUMBERS: Numbers = {**ALLOWED, **ADDRESSED, **MARKING, **CHECKED, **REFUSED}
