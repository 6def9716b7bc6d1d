# attack: It calls functions of the checks that were never given to it, while nobody asks.
# stopped-by: A call without a question, or of an unknown function, is refused.
# ends: wrong, crashed, forbidden
# checks: callback
# with: frames
for number in (-1, 0, 1, 2**70):
    write(frame(b"c", message({"callback": number, "args": [], "kwargs": {}})))


def minimise(loss, low, high):
    write(frame(b"c", message({"callback": 999, "args": [1], "kwargs": {}})))
    return low
