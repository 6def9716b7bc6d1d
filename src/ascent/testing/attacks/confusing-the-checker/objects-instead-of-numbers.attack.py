# attack: It answers with an object where the check compares numbers.
# stopped-by: A remote object is named in the message, and is wrong.
# ends: wrong


class Thing:
    pass


def double(n):
    return Thing()
