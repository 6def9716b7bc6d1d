# attack: It writes a program into memory or its folder and executes that.
# stopped-by: There are no files in memory, and no program is ever executed.
# ends: wrong
# with: bait
import importlib.util
import os
import shutil
import sys

attempt("memfd", lambda: os.memfd_create("program"))
shutil.copyfile(importlib.util.find_spec("_ctypes").origin, "python-of-mine")
os.chmod("python-of-mine", 0o755)
attempt("execv", os.execv, "./python-of-mine", ["python"])
with open("script", "w") as file:
    file.write("#!/bin/sh\necho GOT\n")
os.chmod("script", 0o4755)
attempt("script", os.execv, "./script", ["script"])
os.environ["LD_PRELOAD"] = os.path.abspath("evil.so")
attempt("again with a preloaded library", os.execv, sys.executable, ["python", "-c", ""])
