# attack: It answers the question while the checks compute for it.
# stopped-by: A question is answered once, and compared.
# ends: wrong, crashed, forbidden
# checks: callback
# with: frames


def minimise(loss, low, high):
    reply(message({"value": 0.0}))
    loss(1.0)
    reply(message({"value": 0.0}))
    return low
