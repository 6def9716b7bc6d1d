# attack: It opens files of the machine, the engine, the checks and the hidden rows by their names.
# stopped-by: They are not in its file system, or Landlock keeps them shut.
# ends: wrong
# with: bait
import os

for name in ("secret", "hidden", "checks"):
    attempt(name, read, bait[name])
for path in (
    "/etc/passwd", "/etc/shadow", "/etc/hostname", "/root/.ssh/id_rsa", "/root/.bashrc",
    "/var/run/secrets/kubernetes.io/serviceaccount/token", "/run/docker.sock", "/.dockerenv",
    f"{bait['engine']}/testing/api.py", f"{bait['engine']}/runner/worker.py",
):
    attempt(path, read, path)
for path in ("/", "/home", "/root", "/tmp", "/var", "/run", bait["folder"], bait["engine"]):
    try:
        found = set(os.listdir(path)) - {"dev", "learner", "lib", "lib64", "lib32", "proc", "usr"}
    except OSError:
        continue
    if path in ("/", "/root", "/home", "/tmp", "/var"):
        continue  # empty folders on the way to the kit may be there
    print("GOT", path, sorted(found)[:5])
