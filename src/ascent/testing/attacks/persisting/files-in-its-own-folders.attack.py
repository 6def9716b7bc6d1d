# attack: It leaves files in its own folders, start-up files among them.
# stopped-by: The folders are new for every process.
# ends: wrong
import os

os.makedirs(os.path.expanduser("~/.local/lib/python3.11/site-packages"), exist_ok=True)
os.makedirs(os.path.expanduser("~/.config/matplotlib"), exist_ok=True)
for path in ("~/.local/lib/python3.11/site-packages/usercustomize.py", "~/.pythonrc.py",
             "~/.config/matplotlib/matplotlibrc", "~/.profile", "sitecustomize.py"):
    with open(os.path.expanduser(path), "w") as file:
        file.write("print('GOT started')\n")
# --- next run
import os

home = os.path.expanduser("~")
found = [name for name in os.listdir(home) + os.listdir(".") if name not in (".matplotlib", "bait.json")]
if found:
    print("GOT", found)
