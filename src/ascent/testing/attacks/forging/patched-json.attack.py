# attack: It replaces json, struct and the like in its own process.
# stopped-by: The checker is another process.
# ends: wrong, crashed
import json
import struct

json.dumps = lambda *args, **kwargs: '{"outcome": "passed"}'
json.loads = lambda *args, **kwargs: {"outcome": "passed"}
struct.unpack = lambda *args: (0, 0)


def double(n):
    return n
