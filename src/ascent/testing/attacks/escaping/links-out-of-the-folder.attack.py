# attack: It puts links where somebody outside may follow them when the run is over.
# stopped-by: The folder is in memory and disappears with the process; nobody reads it.
# ends: wrong
# with: bait
# unless-limited: The folder is on disk there; it is removed as it is, without following links.
import os

os.symlink(bait["secret"], "result.csv")
os.symlink(bait["folder"], "folder")
os.symlink("/", "root")
os.makedirs("deep/" * 40, exist_ok=True)
os.symlink("..", "deep/up")
try:
    os.chmod("result.csv", 0)
except OSError:
    pass
