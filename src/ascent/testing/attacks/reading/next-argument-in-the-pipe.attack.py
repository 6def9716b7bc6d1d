# attack: It reads the checker's next questions from its channel before they are asked.
# stopped-by: A question is sent when the one before has been answered.
# ends: wrong, crashed, forbidden, out-of-time
# waits: its own question never arrives
import os
import stat

import fcntl


def double(n):
    for fd in range(3, 256):
        try:
            mode = os.fstat(fd).st_mode
            if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
                flags = fcntl.fcntl(fd, fcntl.F_GETFL)
                fcntl.fcntl(fd, fcntl.F_SETFL, flags | os.O_NONBLOCK)
                data = os.read(fd, 65536)
                fcntl.fcntl(fd, fcntl.F_SETFL, flags)
                print("GOT", data[:100])
        except OSError:
            try:
                fcntl.fcntl(fd, fcntl.F_SETFL, flags)
            except (OSError, NameError):
                continue
    return 0
