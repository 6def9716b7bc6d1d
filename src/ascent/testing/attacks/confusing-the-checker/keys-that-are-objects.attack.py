# attack: Its dict has objects as keys, which hash as they like.
# stopped-by: A remote object is no key.
# ends: wrong
# checks: value


class Key:
    def __hash__(self):
        return hash("name")

    def __eq__(self, other):
        return True


def describe(n):
    return {Key(): 1, "even": True, "digits": []}
