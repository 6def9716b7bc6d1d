# attack: It sends progress frames for ever, past the module that holds them back.
# stopped-by: The worker takes only so many, and its time counts.
# ends: out-of-time, flooded, forbidden
# limits: seconds=0.5
# with: frames
one = frame(b"p", json.dumps({"done": 1, "of": 2, "facts": {"loss": 0.5}}).encode())
while True:
    write(one * 100)
