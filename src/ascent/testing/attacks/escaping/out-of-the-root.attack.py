# attack: It leaves its root by the ways that chroot never closed.
# stopped-by: The old root is gone from its namespace, and chroot is refused.
# ends: wrong
# with: bait
# sees: refused chroot PermissionError
import os

outside = os.open("/", os.O_PATH)
os.makedirs("cell", exist_ok=True)
attempt("chroot", os.chroot, "cell")
os.fchdir(outside)
for _ in range(64):
    os.chdir("..")
for folder in ("etc", "/proc/self/root/etc", "var", "srv", "mnt", "boot"):
    attempt(folder, os.listdir, folder)
attempt("secret", lambda: open(bait["secret"].lstrip("/")).read())
