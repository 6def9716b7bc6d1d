# attack: It answers two hundred questions with one value, and with too few.
# stopped-by: Every question needs its own answer.
# ends: wrong
# checks: rows
# with: frames


def double(n):
    reply(message({"value": [{"value": n}] * 3}))
    return 0
