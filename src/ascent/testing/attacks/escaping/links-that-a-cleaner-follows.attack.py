# attack: It leaves links to a file and a folder outside, to have them removed or changed.
# stopped-by: Whoever cleans up removes the links and follows none.
# ends: wrong
# with: bait
import os
import tempfile

for folder in {".", tempfile.gettempdir(), os.path.expanduser("~")}:
    for name, target in (("a", bait["secret"]), ("b", bait["folder"]), ("c", "/")):
        os.symlink(target, os.path.join(folder, name))
    os.makedirs(os.path.join(folder, "shut/in"))
    os.chmod(os.path.join(folder, "shut"), 0)
