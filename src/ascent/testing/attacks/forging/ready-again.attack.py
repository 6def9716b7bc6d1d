# attack: It says again that it is isolated, with facts of its own.
# stopped-by: The worker hears that only once.
# ends: wrong, crashed, forbidden
# with: frames
write(frame(b"k", json.dumps({"namespaces": False, "landlock": "no"}).encode()))
