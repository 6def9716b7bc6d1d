# attack: It calls a function of the checks for ever.
# stopped-by: Its own time counts in every call.
# ends: out-of-time, wrong
# checks: callback
# limits: seconds=0.5


def minimise(loss, low, high):
    while True:
        loss(low)
