# attack: It changes modules, builtins, the environment and the random state for the next run.
# stopped-by: Each run has a process of its own.
# ends: wrong
import builtins
import os
import sys

import numpy as np

builtins.left_behind = np.left_behind = sys.left_behind = True
os.environ["LEFT_BEHIND"] = "1"
sys.path.insert(0, "/left-behind")
sys.modules["left_behind"] = sys
np.random.seed(1)
np.set_printoptions(precision=1)
sys.setrecursionlimit(77)
os.umask(0)
# --- next run
import builtins
import os
import signal
import sys

import numpy as np

if any(hasattr(one, "left_behind") for one in (builtins, np, sys)) or "left_behind" in sys.modules:
    print("GOT a module")
if "LEFT_BEHIND" in os.environ or "/left-behind" in sys.path or os.umask(0o22) == 0:
    print("GOT the process")
if np.get_printoptions()["precision"] == 1 or sys.getrecursionlimit() == 77:
    print("GOT a setting")
