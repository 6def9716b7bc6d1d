# attack: It sends ten thousand replies that nobody asked for.
# stopped-by: The first of them are compared, and none is right.
# ends: wrong, crashed, forbidden, out-of-time, flooded
# with: frames
for _ in range(10_000):
    reply(message({"value": True}))
