# attack: It changes numpy's files for the next learner: what they hold, their names, their rights.
# stopped-by: The kit is read-only for it; without namespaces, Landlock and the filter say so.
# ends: wrong
# sees: refused
import os
import stat
import sys

import numpy

folder = os.path.dirname(numpy.__file__)
for path in (f"{folder}/evil.py", f"{folder}/__pycache__/evil.pyc", f"{sys.prefix}/evil",
             f"{sys.base_prefix}/lib/evil.py", f"{os.path.dirname(folder)}/evil.pth"):
    try:
        open(path, "x").close()
        print("GOT", path)
        os.unlink(path)
    except OSError as error:
        print("refused", type(error).__name__)
for path in (numpy.__file__, os.__file__, f"{sys.prefix}/pyvenv.cfg"):
    try:  # each of these does no harm where it works
        about = os.stat(path)
        open(path, "r+b").close()
        print("GOT", path)
    except OSError as error:
        print("refused", type(error).__name__)
    for act in (
        lambda: os.rename(path, path + "~") or os.rename(path + "~", path),
        lambda: os.truncate(path, about.st_size),
        lambda: os.link(path, "mine"),
        lambda: os.symlink(path, path + ".link") or os.unlink(path + ".link"),
    ):
        try:
            act()
            print("GOT", path)
        except OSError:
            pass
    mode = stat.S_IMODE(about.st_mode)
    try:
        os.chmod(path, mode ^ stat.S_ISVTX)
        os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns + 1))
    except OSError:
        pass
    now = os.stat(path)
    if now.st_mode != about.st_mode or now.st_mtime_ns != about.st_mtime_ns:
        print("GOT the rights of", path)
        os.chmod(path, mode)
        os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
