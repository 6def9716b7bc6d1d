# attack: It uses descriptors that somebody forgot to close.
# stopped-by: Every descriptor but the channel's is closed before learner code runs.
# ends: wrong
import os
import stat

found = []
for fd in range(256):
    try:
        about = os.fstat(fd)
    except OSError:
        continue
    found.append(fd)
    if stat.S_ISDIR(about.st_mode) or stat.S_ISREG(about.st_mode) or stat.S_ISBLK(about.st_mode):
        print("GOT", fd, oct(about.st_mode))
    if stat.S_ISSOCK(about.st_mode) and fd < 3:
        print("GOT a socket", fd)
if len(found) > 8:
    print("GOT many", found)
