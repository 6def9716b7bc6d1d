# attack: Its dict and lists are subclasses that answer whatever is expected.
# stopped-by: What is not exactly a dict or a list does not travel as one.
# ends: wrong
# checks: value


class Items(list):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    __hash__ = None


class Told(dict):
    def __getitem__(self, key):
        return Items()

    def __eq__(self, other):
        return True

    __hash__ = None


def describe(n):
    return Told(name=f"n{n}", even=n % 2 == 0, digits=Items())
