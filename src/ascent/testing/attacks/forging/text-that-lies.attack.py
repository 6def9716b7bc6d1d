# attack: Its repr, str and format say what a right answer would.
# stopped-by: An object stays behind a handle; its texts are never asked for.
# ends: wrong


class Text:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return str(2 * self.n)

    __str__ = __repr__

    def __format__(self, spec):
        return str(2 * self.n)


def double(n):
    return Text(n)
