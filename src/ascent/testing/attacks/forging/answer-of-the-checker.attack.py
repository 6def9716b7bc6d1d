# attack: It sends frames that only the checker sends: a verdict, and an end.
# stopped-by: Each side of the worker has its own kinds of frames.
# ends: wrong, crashed, forbidden
# with: frames
passed = {"name": "doubles", "sentence": "", "outcome": "passed"}
for event in ({"result": passed}, {"done": {"report": {"score": 1}}}, {"ready": []}):
    write(frame(b"v", json.dumps(event).encode()))
write(frame(b"d", json.dumps({"outcome": "passed", "message": ""}).encode()))
