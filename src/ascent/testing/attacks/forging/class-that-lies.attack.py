# attack: Its object says that its class is int.
# stopped-by: The encoder asks type(), which no object answers for itself.
# ends: wrong


class Impostor:
    @property
    def __class__(self):
        return int

    def __index__(self):
        return 7


def double(n):
    return Impostor()
