# attack: Its number is a float that says yes to every comparison.
# stopped-by: Only exact types travel; a subclass stays behind a handle that cannot be compared.
# ends: wrong


class Lie(float):
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__
    __hash__ = float.__hash__

    def __abs__(self):
        return 0.0

    def __le__(self, other):
        return True


def double(n):
    return Lie(1)
