# attack: Its class is equal to int, is a subclass of everything and says so.
# stopped-by: What its own process takes it for helps nobody; the other side reads what arrives.
# ends: wrong, crashed


class Meta(type):
    def __eq__(cls, other):
        return True

    def __hash__(cls):
        return hash(int)

    def __instancecheck__(cls, one):
        return True

    def __subclasscheck__(cls, one):
        return True


class Number(metaclass=Meta):
    pass


def double(n):
    return Number()
