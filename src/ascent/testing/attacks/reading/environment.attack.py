# attack: It looks for secrets in its environment, its arguments and its auxiliary vector.
# stopped-by: The environment is made for it, and holds nothing else.
# ends: wrong
import os
import sys

known = {
    "HOME", "TMPDIR", "LANG", "PATH", "TZ", "PYTHONHASHSEED", "MPLCONFIGDIR", "MPLBACKEND",
    "KERAS_BACKEND", "HF_HUB_OFFLINE", "JOBLIB_MULTIPROCESSING", "LOKY_MAX_CPU_COUNT",
    "SKLEARN_ASSUME_FINITE", "KMP_DUPLICATE_LIB_OK", "KMP_INIT_AT_FORK", "LC_CTYPE",
}
for name in os.environ:
    if name not in known and not name.endswith("_NUM_THREADS"):
        print("GOT", name)
for path in ("/proc/self/environ", "/proc/self/cmdline", "/proc/self/auxv"):
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        continue
    if b"BAIT_TOKEN" in data or b"secret" in data.lower() or b"checks.py" in data:
        print("GOT", path)
if any("checks" in one for one in sys.argv + sys.orig_argv):
    print("GOT", sys.argv)
