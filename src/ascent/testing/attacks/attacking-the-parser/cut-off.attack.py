# attack: It sends messages that end too early, at every length.
# stopped-by: A message is read whole or not at all.
# ends: wrong, crashed
# with: frames
# checks: once


def double(n):
    whole = message({"value": [n, "x", 2.5]})
    for size in range(len(whole)):
        reply(whole[:size])
    return 0
