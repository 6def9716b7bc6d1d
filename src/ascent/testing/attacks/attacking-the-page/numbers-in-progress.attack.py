# attack: It reports progress and settings of odd kinds, in markup, a thousand times.
# stopped-by: Facts are numbers and short texts, are counted, and are shown as text.
# ends: wrong, crashed, forbidden, flooded, out-of-time
# with: frames
for n in range(1000):
    write(frame(b"p", json.dumps({"done": "<b>", "of": [], "facts": {"<script>": {"a": n}}}).encode()))
write(frame(b"p", b"not json"))
write(frame(b"p", json.dumps({"done": 1e308, "of": -1, "facts": {"x" * 10_000: "y" * 100_000}}).encode()))
write(frame(b"s", json.dumps({"name": "<script>", "default": [], "low": {}, "high": None, "about": 7}).encode()))
