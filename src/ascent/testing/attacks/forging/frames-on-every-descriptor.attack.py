# attack: It writes frames of every kind on every descriptor.
# stopped-by: Only an answer can be forged, and the checker compares answers.
# ends: wrong, crashed, forbidden
# with: frames
import contextlib

passed = json.dumps({"done": {"report": {}}, "result": {"name": "doubles", "outcome": "passed"}})
for kind in range(256):
    if bytes([kind]) not in (b"x",):
        for fd in (*range(3), *channels()):
            with contextlib.suppress(OSError):
                os.write(fd, frame(bytes([kind]), passed.encode()))
