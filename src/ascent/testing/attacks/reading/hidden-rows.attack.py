# attack: It searches the whole file system for rows that only the checks may read.
# stopped-by: They are never brought where learner code runs.
# ends: wrong, out-of-time
# limits: seconds=5
import os

for root, folders, files in os.walk("/"):
    folders[:] = [one for one in folders if one not in ("site-packages", "proc", "lib", "sys")]
    for name in files:
        if name in ("hidden.csv", "checks.py", "solution.py", "secret.txt") and "/usr/" not in root:
            try:
                open(os.path.join(root, name)).close()
            except OSError:
                continue
            print("GOT", root, name)
