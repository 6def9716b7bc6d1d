# attack: Its answer is an object that equals, contains and measures everything.
# stopped-by: An object stays behind a handle that cannot be compared.
# ends: wrong


class Yes:
    def __getattr__(self, name):
        return self

    def __call__(self, *args, **kwargs):
        return self

    def __eq__(self, other):
        return True

    def __bool__(self):
        return True

    def __len__(self):
        return 1

    def __array__(self, *args, **kwargs):
        raise SystemExit(0)

    def __float__(self):
        return 0.0

    __hash__ = None
    __le__ = __ge__ = __lt__ = __gt__ = __eq__


def double(n):
    return Yes()
