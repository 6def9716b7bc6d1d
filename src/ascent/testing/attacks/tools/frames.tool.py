# Finds the way to the worker and writes on it whatever it likes.
import fcntl
import json
import os
import stat
import struct
import sys


def channels():
    found = []
    for fd in range(3, 256):
        try:
            mode, flags = os.fstat(fd).st_mode, fcntl.fcntl(fd, fcntl.F_GETFL)
        except OSError:
            continue
        if (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)) and flags & os.O_ACCMODE:
            found.append(fd)
    return found


def write(data):
    for fd in channels():
        left = memoryview(data)
        while left:
            left = left[os.write(fd, left) :]


def message(value):
    """A message as the host itself would write it."""
    return next(one for name, one in sys.modules.items() if name.endswith(".wire")).dumps(value)


def crafted(tree, *parts, text=None):
    """A message made by hand from a tree of JSON."""
    text = json.dumps(tree).encode() if text is None else text
    sizes = struct.pack(f">{len(parts)}I", *map(len, parts))
    return struct.pack(">2sIH", b"W1", len(text), len(parts)) + sizes + text + b"".join(parts)


def frame(kind, payload, size=None):
    return kind + struct.pack(">I", len(payload) if size is None else size) + payload


def reply(payload):
    write(frame(b"r", payload))


def once(payload):
    """A function that answers the first question with `payload`, and never comes back."""

    def answer(*args, **kwargs):
        reply(payload)
        os._exit(0)

    return answer


def npy(header, body=b"", version=1, size=None):
    """The bytes of an array file with any header."""
    head = header.encode("utf-8")
    length = struct.pack("<H" if version == 1 else "<I", len(head) if size is None else size)
    return b"\x93NUMPY" + bytes([version, 0]) + length + head + body
