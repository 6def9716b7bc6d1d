# attack: It sends an answer of its own and lets the true one follow.
# stopped-by: Each answer is compared, whoever wrote it.
# ends: wrong, crashed, forbidden
# with: frames


def double(n):
    reply(message({"value": n}))
    return 0
