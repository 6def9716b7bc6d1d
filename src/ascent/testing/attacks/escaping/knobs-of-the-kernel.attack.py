# attack: It writes to /proc and /sys: user maps, core patterns, control groups, memory.
# stopped-by: They are read-only, absent, or refused.
# ends: wrong
# with: bait
import os


def write(path, text):
    with open(path, "w") as file:
        return file.write(text)


for path, text in (
    ("/proc/self/uid_map", "0 0 1"), ("/proc/self/gid_map", "0 0 1"),
    ("/proc/self/setgroups", "allow"), ("/proc/self/oom_score_adj", "-1000"),
    ("/proc/sys/kernel/core_pattern", "|/bin/sh"), ("/proc/sys/kernel/hostname", "mine"),
    ("/proc/sys/vm/drop_caches", "3"), ("/proc/sysrq-trigger", "b"),
    ("/proc/self/attr/current", "unconfined"), ("/proc/self/timens_offsets", "monotonic 1 0"),
    ("/sys/fs/cgroup/cgroup.procs", "0"), ("/sys/fs/cgroup/release_agent", "/bin/sh"),
    ("/sys/kernel/uevent_helper", "/bin/sh"), ("/proc/self/clear_refs", "1"),
    ("/proc/self/coredump_filter", "0xff"), ("/proc/self/autogroup", "-20"),
    (f"/proc/{bait['victim']}/oom_score_adj", "1000"), ("/proc/self/comm_", "x"),
):
    attempt(path, write, path, text)
