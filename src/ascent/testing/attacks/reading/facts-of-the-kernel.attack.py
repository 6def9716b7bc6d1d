# attack: It reads what the kernel tells of the machine: keys, symbols, other users, its network.
# stopped-by: Its /proc shows processes only, and there is no /sys.
# ends: wrong
# unless-limited: What /proc tells of the network is the machine's own there.
# with: bait
import os

for path in ("/proc/kallsyms", "/proc/kcore", "/proc/keys", "/proc/net/tcp", "/proc/sys/kernel/core_pattern",
             "/proc/modules", "/proc/mounts_", "/proc/sysrq-trigger", "/sys/kernel/security/lsm",
             "/sys/class/net/eth0/address", "/proc/timer_list", "/proc/version_signature",
             "/sys/fs/cgroup/cgroup.procs", "/proc/cmdline", "/proc/config.gz"):
    attempt(path, read, path)
