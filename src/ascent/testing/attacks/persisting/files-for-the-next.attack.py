# attack: It leaves files in every folder it may write, for the next to find.
# stopped-by: The folders are new for every process.
# ends: wrong
# unless-limited: /dev/shm is shared there.
import os
import tempfile

folders = {".", os.path.expanduser("~"), tempfile.gettempdir(), "/dev/shm", "/tmp", "/var/tmp"}
for folder in folders:
    try:
        with open(os.path.join(folder, "left-behind"), "w") as file:
            file.write("hello")
    except OSError:
        pass
# --- next run
import os
import tempfile

folders = {".", os.path.expanduser("~"), tempfile.gettempdir(), "/dev/shm", "/tmp", "/var/tmp"}
for folder in folders:
    if os.path.exists(os.path.join(folder, "left-behind")):
        print("GOT", folder)
