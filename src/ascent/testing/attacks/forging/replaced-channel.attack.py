# attack: It finds the host's channel and sends through it what it likes.
# stopped-by: What comes through the channel is an answer, whoever sends it.
# ends: wrong, crashed, forbidden
import gc
import json

for one in gc.get_objects():
    if type(one).__name__ == "Channel":
        real = one.send
        passed = json.dumps({"value": {"outcome": "passed"}}).encode()
        one.send = lambda kind, payload=b"", real=real: real(kind, passed)
