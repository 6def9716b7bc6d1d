# attack: It searches all its memory for what another run left there.
# stopped-by: Each run has a process of its own, cloned from one that ran nobody's code.
# ends: wrong
# limits: seconds=20
MARK = "-".join(["left", "behind", "by", "an", "earlier", "run"]) + "7"
kept = [MARK + str(n) for n in range(1000)]
# --- next run
import ctypes

parts = ["left", "behind", "by", "an", "earlier", "run7"]
first, second = "-".join(parts[:3]).encode(), "-".join(parts[3:]).encode()
spans = []
for line in open("/proc/self/maps"):
    span, rights, *_, name = (line + " -").split()[:7]
    if rights.startswith("rw") and "[v" not in line and "/dev/" not in line:
        spans.append([int(one, 16) for one in span.split("-")])
for low, high in spans:
    data = ctypes.string_at(low, min(high - low, 1 << 27))
    at = data.find(first)
    while at >= 0:
        if data[at + len(first) + 1 :].startswith(second):
            print("GOT", hex(low + at))
            break
        at = data.find(first, at + 1)
    del data
